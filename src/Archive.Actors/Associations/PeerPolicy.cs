using Archive.Actors.Services.Query;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>What associations are granted by the roles of who asks for them.</summary>
public static class PeerPolicy
{
    /// <param name="storageClasses">What may be stored, and sent back by C-GET.</param>
    /// <param name="window">The most operations at once.</param>
    public static AssociationPolicy Create(
        PeerRoles roles, IEnumerable<Uid> storageClasses, TransferSyntaxPreference storageSyntaxes, uint maxPduBytes, int window)
    {
        var storage = new AbstractSyntaxPolicy(
            storageSyntaxes, AcceptsScu: roles.HasFlag(PeerRoles.Store), AcceptsScp: roles.HasFlag(PeerRoles.Retrieve));
        var syntaxes = storageClasses.Distinct().ToDictionary(sopClass => sopClass, _ => storage);
        foreach (var sopClass in QueryRetrieveSopClass.All)
            syntaxes[sopClass.Uid] = new AbstractSyntaxPolicy(TransferSyntaxPreference.DataSets, roles.HasFlag(RoleFor(sopClass.Service)));
        syntaxes[SopClasses.Verification] = new AbstractSyntaxPolicy(TransferSyntaxPreference.DataSets);
        return new AssociationPolicy
        {
            AbstractSyntaxes = syntaxes,
            MaximumLength = maxPduBytes,
            MaxWindow = new AsyncOperationsWindow((ushort)window, (ushort)window),
            AnswerExtendedNegotiation = QueryNegotiation.Answer,
        };
    }

    private static PeerRoles RoleFor(QueryRetrieveService service) =>
        service == QueryRetrieveService.Find ? PeerRoles.Query : PeerRoles.Retrieve;
}
