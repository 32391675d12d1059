using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>A C-FIND (PS3.4 C.4.1) as the index answers it.</summary>
/// <param name="Identifier">Query/Retrieve Level, matching keys and return keys, with the character set in which they are written.</param>
public sealed record FindRequest(InformationModel Model, DataSet Identifier)
{
    public QueryFeatures Features { get; init; }

    /// <summary>Value of Retrieve AE Title (0008,0054) in every answer.</summary>
    public required string RetrieveAeTitle { get; init; }

    /// <summary>
    /// The character sets in which answers may be written, best first; the first that can express an answer is taken. Empty:
    /// that of the query when it names one, else that of the object. What cannot be expressed is replaced.
    /// </summary>
    public IReadOnlyList<CharacterSet> CharacterSets { get; init; } = [];

    /// <summary>Finds <see cref="ReservedStudies"/>, which no other query does, and nothing else.</summary>
    public bool OfReservedStudies { get; init; }

    /// <summary>How many rows the index may hold at the level for a query that no index narrows; beyond it such a query is refused.</summary>
    public long MaxUnboundedRows { get; init; } = long.MaxValue;

    /// <summary>
    /// True when an optional key is asked for that the index does not have at the level: it restricts nothing and comes
    /// back empty, and pending responses say so with FF01 (PS3.4 C.4.1.1.4).
    /// </summary>
    /// <exception cref="InvalidQueryException">The level is missing or none of the model.</exception>
    public bool HasUnsupportedKeys() => QueryAttributes.HasUnknown(Identifier, QueryIdentifier.ReadLevel(Identifier, Model));
}
