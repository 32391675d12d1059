using System.Text.Json.Serialization;
using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Tests.Workflow.Facts;

internal sealed record Count(string EntityId, string Token, int By) : IFactCommand;

internal sealed record CloseCounter(string EntityId, int By) : IFactCommand;

internal sealed record ReadCounter(string EntityId) : IFactCommand;

internal sealed record TotalReply(int Total) : IFactReply;

internal sealed record Counted(string Token, int By) : IFactEvent;

internal sealed record CounterClosed : IFactEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Counter))]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(CounterClosed))]
[JsonSerializable(typeof(Count))]
[JsonSerializable(typeof(CloseCounter))]
[JsonSerializable(typeof(ReadCounter))]
[JsonSerializable(typeof(TotalReply))]
internal sealed partial class CounterJson : JsonSerializerContext;
