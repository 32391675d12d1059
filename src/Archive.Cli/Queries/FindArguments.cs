using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>What <c>find</c> was asked for.</summary>
/// <param name="Limit">Null for all answers.</param>
internal sealed record FindArguments(QueryModel Model, QueryLevel Level, DataSet Identifier, IReadOnlyList<AnswerColumn> Columns, int? Limit, bool IsJson);
