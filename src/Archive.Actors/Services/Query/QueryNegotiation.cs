using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Query;

/// <summary>
/// SOP Class Extended Negotiation of the Query/Retrieve Service Class: a byte for each feature, 1 where it is wanted or
/// granted (PS3.4 C.5.1.1, C.5.2.1, C.5.3.1).
/// </summary>
public static class QueryNegotiation
{
    /// <summary>By position; None is enhanced multi-frame image conversion, which is never granted.</summary>
    private static readonly QueryFeatures[] FindBytes =
    [
        QueryFeatures.Relational, QueryFeatures.CombinedDateTime, QueryFeatures.FuzzyNames, QueryFeatures.TimezoneAdjustment,
        QueryFeatures.None, QueryFeatures.EmptyValues, QueryFeatures.MultipleValues,
    ];

    private static readonly QueryFeatures[] RetrieveBytes = [QueryFeatures.Relational, QueryFeatures.None];

    /// <summary>Grants what is proposed and provided. Never longer than the proposal: old requestors know one byte only.</summary>
    public static SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposed)
    {
        if (PositionsOf(proposed.SopClass) is not { } features)
            return null;
        var wanted = proposed.ServiceClassApplicationInformation.Span;
        var granted = new byte[Math.Min(wanted.Length, features.Length)];
        for (var i = 0; i < granted.Length; i++)
            granted[i] = (byte)(wanted[i] == 1 && features[i] != QueryFeatures.None ? 1 : 0);
        return proposed with { ServiceClassApplicationInformation = granted };
    }

    /// <summary>What was granted for the SOP class; without negotiation nothing.</summary>
    public static QueryFeatures GrantedFor(Uid sopClass, NegotiatedAssociation association)
    {
        if (association.FindExtendedNegotiation(sopClass) is not { } answer || PositionsOf(sopClass) is not { } features)
            return QueryFeatures.None;
        var granted = QueryFeatures.None;
        var bytes = answer.ServiceClassApplicationInformation.Span;
        for (var i = 0; i < bytes.Length && i < features.Length; i++)
            granted |= bytes[i] == 1 ? features[i] : QueryFeatures.None;
        return granted;
    }

    /// <summary>What queries and retrievals of a context may use beyond the baseline.</summary>
    public static QueryFeatures FeaturesOf(IAssociation association, PresentationContext context) =>
        GrantedFor(context.AbstractSyntax, association.Negotiated)
        | (association.Peer.Get<QuerySettings>().IsAlwaysRelational ? QueryFeatures.Relational : QueryFeatures.None);

    private static QueryFeatures[]? PositionsOf(Uid sopClass) => QueryRetrieveSopClass.Find(sopClass)?.Service switch
    {
        QueryRetrieveService.Find => FindBytes,
        QueryRetrieveService.Move or QueryRetrieveService.Get => RetrieveBytes,
        _ => null,
    };
}
