using Archive.Protocol.Data;

namespace Archive.Actors.Services.Query;

/// <summary>What a query leads to.</summary>
/// <param name="HasUnsupportedKeys">It has a key that matches nothing, which pending responses say with FF01.</param>
internal sealed record FoundMatches(IAsyncEnumerable<DataSet> Matches, bool HasUnsupportedKeys);
