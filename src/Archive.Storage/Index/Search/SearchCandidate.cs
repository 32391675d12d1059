using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>A way to answer a query: the passes lead to every row that matches one of its keys, and to others where not <paramref name="IsExact"/>.</summary>
/// <param name="IsExact">The passes lead to nothing else, so that the key needs no condition.</param>
internal sealed record SearchCandidate(SearchRank Rank, QueryKey Key, bool IsExact, IReadOnlyList<SearchPass> Passes);

/// <summary>How few rows a search leads to, where the database has not been asked: the lowest first.</summary>
internal enum SearchRank
{
    /// <summary>Hardly more than one for each value.</summary>
    Unique,

    /// <summary>A handful, as a rule.</summary>
    Identifier,

    /// <summary>A whole name, or the start of a name or identifier.</summary>
    Text,

    /// <summary>A part of a text.</summary>
    Fragment,

    /// <summary>Dates, alone or with a modality.</summary>
    Date,

    /// <summary>A modality.</summary>
    Modality,
}
