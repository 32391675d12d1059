using System.Collections.Frozen;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Tests.Association;

/// <summary>What the archive grants: verification, every storage class, Study Root query and retrieve.</summary>
internal static class TestPolicies
{
    public static readonly AeTitle Node = new("ARCHIVE");
    public static readonly AeTitle Modality = new("CT_1");

    public static AssociationPolicy Full { get; } = Storing(TransferSyntaxPreference.Storage);

    public static AssociationPolicy Storing(TransferSyntaxPreference preference) => new() { AbstractSyntaxes = AbstractSyntaxes(preference) };

    public static FrozenDictionary<Uid, AbstractSyntaxPolicy> AbstractSyntaxes(TransferSyntaxPreference preference)
    {
        var storage = new AbstractSyntaxPolicy(preference, AcceptsScp: true);
        var service = new AbstractSyntaxPolicy(TransferSyntaxPreference.DataSets);
        Uid[] services =
        [
            SopClasses.Verification,
            SopClasses.StudyRootQueryRetrieveInformationModelFind,
            SopClasses.StudyRootQueryRetrieveInformationModelGet,
        ];
        return SopClasses.AllStorage.Select(entry => (entry.Uid, Policy: storage))
            .Concat(services.Select(uid => (Uid: uid, Policy: service)))
            .ToFrozenDictionary(entry => entry.Uid, entry => entry.Policy);
    }

    public static AssociationAcceptor Acceptor(AssociationPolicy? policy = null) =>
        new([Node], caller => caller == Modality ? policy ?? Full : null);

    public static AAssociateRq Request(params ProposedPresentationContext[] contexts) => Request(new UserInformation(), contexts);

    public static AAssociateRq Request(UserInformation information, params ProposedPresentationContext[] contexts) => new()
    {
        CalledAeTitle = Node,
        CallingAeTitle = Modality,
        PresentationContexts = contexts,
        UserInformation = information,
    };

    public static ProposedPresentationContext Context(int id, Uid abstractSyntax, params TransferSyntax[] transferSyntaxes) =>
        new((byte)id, abstractSyntax, [.. transferSyntaxes.Select(syntax => syntax.Uid)]);

    public static AAssociateAc Accepted(AAssociateRq request, AssociationPolicy? policy = null) =>
        Assert.IsType<AAssociateAc>(Acceptor(policy).Answer(request));
}
