using Akka.Actor;
using Akka.Persistence;
using Archive.Actors.Entities;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>The one writer of a fact. With its events goes the row that is the state after them, from which it starts anew.</summary>
public sealed class FactActor<TState> : EntityActor<FactDecision>
    where TState : class, IFactState<TState>
{
    private readonly string _id;
    private readonly FactProtocol<TState> _protocol;
    private readonly TimeProvider _time;
    private TState _state;
    private long _loadedAt;
    private long _sequence;
    private bool _hasWritten;

    public FactActor(string id, FactProtocol<TState> protocol, TimeProvider time)
        : base(WorkflowEntity.OfFact(TState.Kind, id))
    {
        _id = id;
        _protocol = protocol;
        _time = time;
        _state = TState.Empty(id);
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: StoredFact fact }:
                _state = _protocol.Read(fact);
                break;
            case JournalEvent journalEvent:
                _state = _state.Apply(_protocol.FromJournal(journalEvent));
                break;
            case RecoveryCompleted:
                _loadedAt = _sequence = LastSequenceNr;
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case IFactCommand command:
                var decision = _state.Decide(command, _time.GetUtcNow());
                Persist(decision, decision.Reply, Apply(decision.Events));
                break;
            case StopFact:
                DeferAsync(message, _ => Context.Stop(Self));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnCommitted(FactDecision decision, IEntityReply reply) => FactMetrics.Recorded(TState.Kind, decision.Events.Count);

    private RecordedFactEvent[] Apply(IReadOnlyList<IFactEvent> events)
    {
        if (events.Count == 0)
            return [];
        var state = _state;
        foreach (var happened in events)
            state = state.Apply(happened);
        var change = new SetFact(
            TState.Kind, _id, _sequence + events.Count, state.IsOpen, state.DueAt, _protocol.Write(state), HasTermsOf(state) ? null : state.Terms);
        var recorded = new RecordedFactEvent[events.Count];
        for (var i = 0; i < recorded.Length; i++)
            recorded[i] = new RecordedFactEvent(_protocol.ToJournal(events[i]), i == recorded.Length - 1 ? [change] : [], _loadedAt);

        (_state, _sequence, _hasWritten) = (state, change.Sequence, true);
        return recorded;
    }

    /// <summary>What an earlier version of the archive wrote may be found by other terms: the first write of an actor brings them up to date.</summary>
    private bool HasTermsOf(TState state) => _hasWritten && _state.Terms.SequenceEqual(state.Terms);
}
