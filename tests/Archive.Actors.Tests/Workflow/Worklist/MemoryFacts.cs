using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.Worklist;
using Archive.Storage.Workflow;

namespace Archive.Actors.Tests.Workflow.Worklist;

/// <summary>Scheduled steps and their index in memory: each command is decided and recorded at once.</summary>
internal sealed class MemoryFacts(TimeProvider time) : IFacts<WorklistItemState>, IFactIndex
{
    private readonly List<WorklistItemState> _states = [];

    public FactProtocol<WorklistItemState> Protocol { get; } = WorklistProtocol.Create();

    public IReadOnlyList<WorklistItemState> States => _states;

    public Task<TReply> AskAsync<TReply>(IFactCommand command, CancellationToken cancellationToken)
        where TReply : class, IFactReply
    {
        var index = _states.FindIndex(state => state.Id == command.EntityId);
        var state = index < 0 ? WorklistItemState.Empty(command.EntityId) : _states[index];
        var decision = state.Decide(command, time.GetUtcNow());
        foreach (var happened in decision.Events)
            state = state.Apply(happened);
        if (index >= 0)
            _states[index] = state;
        else if (decision.Events.Count > 0)
            _states.Add(state);
        return Task.FromResult((TReply)decision.Reply);
    }

    public ValueTask<StoredFact?> FindAsync(FactKind kind, string id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(All().FirstOrDefault(fact => fact.Id == id));

    public async IAsyncEnumerable<StoredFact> QueryAsync(
        FactQuery query, long? afterRow, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var fact in All().Where(fact => fact.Row > (afterRow ?? 0) && (query.IsOpen is null || query.IsOpen == fact.IsOpen)).ToList())
        {
            var terms = _states[(int)fact.Row - 1].Terms;
            if (query.Conditions.All(condition => terms.Any(term => term.Attribute == condition.Attribute && Fits(condition, term.Value))))
                yield return fact;
        }
    }

    public ValueTask<IReadOnlyList<StoredFact>> DueAsync(
        FactKind kind, DateTimeOffset until, DuePosition? after, int limit, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<StoredFact>>([.. All().Where(fact => fact.DueAt <= until).Take(limit)]);

    public ValueTask<DateTimeOffset?> NextDueAsync(FactKind kind, CancellationToken cancellationToken = default) => ValueTask.FromResult(All().Min(fact => fact.DueAt));

    public ValueTask<ReadOnlyMemory<byte>?> ReadDocumentAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);

    private static bool Fits(FactCondition condition, string value) => condition switch
    {
        IsOneOf one => one.Values.Contains(value),
        StartsWith start => value.StartsWith(start.Prefix, StringComparison.Ordinal),
        IsBetween range => string.CompareOrdinal(value, range.From ?? string.Empty) >= 0 && (range.To is null || string.CompareOrdinal(value, range.To) <= 0),
        _ => false,
    };

    private IEnumerable<StoredFact> All() => _states.Select((state, index) =>
        new StoredFact(FactKind.WorklistItem, state.Id, index + 1, 1, state.IsOpen, state.DueAt, time.GetUtcNow(), Protocol.Write(state)));
}
