using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>What a C-MOVE or C-GET (PS3.4 C.4.2, C.4.3) names.</summary>
/// <param name="Identifier">Query/Retrieve Level and unique keys.</param>
/// <param name="IsRelational">Unique keys of the levels above may be left out (PS3.4 C.4.2.2.2).</param>
public sealed record RetrieveRequest(InformationModel Model, DataSet Identifier, bool IsRelational = false)
{
    /// <summary>Names what is in <see cref="ReservedStudies"/>, which no other retrieval does, and nothing else.</summary>
    public bool OfReservedStudies { get; init; }
}
