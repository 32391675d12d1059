using Archive.Protocol.Data;

namespace Archive.Cli.Queries;

/// <summary>What <c>get</c> or <c>move</c> was asked for.</summary>
internal sealed record RetrieveQuery(QueryModel Model, QueryLevel Level, DataSet Identifier);
