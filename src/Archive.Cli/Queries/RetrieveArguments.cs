using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>What <c>get</c> or <c>move</c> was asked for.</summary>
internal sealed record RetrieveArguments(QueryModel Model, QueryLevel Level, DataSet Identifier);
