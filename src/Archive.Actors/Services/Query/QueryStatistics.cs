namespace Archive.Actors.Services.Query;

/// <summary>Queries of the Query/Retrieve models.</summary>
internal sealed class QueryStatistics() : FindStatistics("query", "queries");
