using Archive.Protocol.Data;

namespace Archive.Actors.Services.Query;

/// <summary>How the queries of a peer are answered.</summary>
public sealed record QuerySettings
{
    /// <summary>The most answers of one query.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>How many rows the index may hold at a level for a query there that no index narrows.</summary>
    public long MaxUnboundedRows { get; init; } = long.MaxValue;

    /// <summary>Unique keys of the levels above may be left out although that was not negotiated (PS3.4 C.4.1.2.2).</summary>
    public bool IsAlwaysRelational { get; init; }

    /// <summary>The character sets in which answers may be written, best first; empty: that of the query or of the object.</summary>
    public IReadOnlyList<CharacterSet> CharacterSets { get; init; } = [];
}
