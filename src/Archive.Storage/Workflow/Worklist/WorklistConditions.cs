using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>Chooses of the keys of a query those that terms can decide, the most selective first: one that is left out is decided on the item.</summary>
internal static class WorklistConditions
{
    /// <summary>Each one more costs a look-up for each item that the first one leads to, which an item read for nothing costs as well.</summary>
    private const int Most = 3;

    /// <summary>How selective equality with the attribute is: of a patient or an order there are few steps, of a station the day's, of a modality many.</summary>
    private static readonly Dictionary<Tag, int> Ranks = new()
    {
        [Tags.StudyInstanceUID] = 0,
        [Tags.AccessionNumber] = 1,
        [Tags.PatientID] = 2,
        [Tags.RequestedProcedureID] = 3,
        [Tags.PlacerOrderNumberImagingServiceRequest] = 3,
        [Tags.ScheduledProcedureStepID] = 4,
        [Tags.PatientName] = 5,
        [Tags.ScheduledStationAETitle] = 6,
        [Tags.ScheduledProcedureStepStartDate] = 20,
        [Tags.Modality] = 30,
    };

    /// <summary>What a beginning adds to the rank: longer ones lead to fewer.</summary>
    private const int BeginningRank = 10;

    public static IReadOnlyList<FactCondition> Of(IEnumerable<QueryKey> keys, IEnumerable<QueryKey> stepKeys, StationKey station)
    {
        var candidates = new List<(int Rank, FactCondition Condition)>();
        foreach (var key in keys.Concat(stepKeys))
        {
            if (Of(key) is { } candidate)
                candidates.Add(candidate);
        }

        if (station.Titles is { } titles)
            candidates.Add((Ranks[Tags.ScheduledStationAETitle], WorklistTerms.Equal(Tags.ScheduledStationAETitle, [.. titles, WorklistTerms.NoStation])));
        return [.. candidates.OrderBy(candidate => candidate.Rank).Select(candidate => candidate.Condition).Take(Most)];
    }

    private static (int Rank, FactCondition Condition)? Of(QueryKey key)
    {
        if (key.Tag == Tags.PatientName)
            return key is NameKey name ? OfName(name.Pattern) : null;
        if (!WorklistTerms.Has(key.Tag))
            return null;
        var rank = Ranks[key.Tag];
        return key switch
        {
            ValueKey values => (rank, WorklistTerms.Equal(key.Tag, values.Values)),
            RangeKey { From: { } day } range when day == range.To => (rank - BeginningRank, WorklistTerms.Equal(key.Tag, day)),
            RangeKey range => (rank, new IsBetween(key.Tag.Value, range.From, range.To)),
            WildcardKey wildcard => OfBeginning(key.Tag, Wildcard.Prefix(wildcard.Pattern)),
            _ => null,
        };
    }

    /// <summary>Every component group of a name is a term, and one of those of a name that matches begins so.</summary>
    private static (int Rank, FactCondition Condition)? OfName(NamePattern name)
    {
        var group = name.Groups[name.Leading];
        return group.HasWildcards || name.NeedsWriting || group.Text.Length == 0
            ? OfBeginning(Tags.PatientName, group.Prefix)
            : (Ranks[Tags.PatientName], WorklistTerms.Equal(Tags.PatientName, group.Text));
    }

    private static (int Rank, FactCondition Condition)? OfBeginning(Tag tag, string prefix) => prefix.Length == 0
        ? null
        : (Ranks[tag] + Math.Max(0, BeginningRank - (2 * prefix.Length)), new StartsWith(tag.Value, WorklistTerms.Cut(prefix)));
}
