using Akka.Actor;
using Akka.Persistence;
using Archive.Actors.Entities;
using Archive.Storage;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>
/// The one writer of a fact (P4). A command is decided on the state as it will be when everything before it has committed, and its events go to the journal
/// without waiting for those before, with the row that is the state after them. The asker is answered when its own events have committed. When they do
/// not, the journal refuses those behind them too, and the actor starts anew from the row; its mailbox stays, and whoever was not recorded is told and
/// asks again.
/// </summary>
/// <remarks>Nothing but its own turn touches it.</remarks>
public sealed class FactActor<TState> : UntypedPersistentActor
    where TState : class, IFactState<TState>
{
    private readonly string _id;
    private readonly FactProtocol<TState> _protocol;
    private readonly TimeProvider _time;
    private readonly Queue<Pending> _pending = new();
    private readonly Action<RecordedFactEvent> _committed;
    private TState _state;
    private long _loadedAt;
    private long _sequence;
    private bool _hasWritten;

    public FactActor(string id, FactProtocol<TState> protocol, TimeProvider time)
    {
        PersistenceId = WorkflowEntity.OfFact(TState.Kind, id);
        _id = id;
        _protocol = protocol;
        _time = time;
        _committed = _ => OnCommitted();
        _state = TState.Empty(id);
    }

    public override string PersistenceId { get; }

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
                Carry(_state.Decide(command, _time.GetUtcNow()));
                break;
            case StopFact:
                DeferAsync(message, _ => Context.Stop(Self));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Nothing of it was written, nor will be of what follows: the fence refuses that by its sequence number.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        if (cause is not StorageFullException)
            throw new StaleEntityException($"Event {sequenceNr} of {PersistenceId} was not written.", cause);
        // A full disk is no failure of each fact on it, with an error and its stack in the log. Who is in the mailbox is told at once, too, and asks again.
        Fail(_pending.Dequeue().Asker, EntityFailureKind.StorageFull, cause.Message);
        FailPending(EntityFailureKind.NothingRecorded, cause.Message);
        Context.Stop(Self);
    }

    /// <summary>Of a database that does not answer the health of the archive tells, once and not for each fact.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        if (cause is not (StorageUnavailableException or StorageFailedException))
            base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc cref="OnPersistFailure"/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (reason is not (StorageUnavailableException or StorageFailedException))
            base.OnRecoveryFailure(reason, message);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        FailPending(reason is StaleEntityException ? EntityFailureKind.NothingRecorded : EntityFailureKind.Unknown, reason.Message);
        if (message is IFactCommand)
            Fail(Sender, EntityFailureKind.Unknown, reason.Message);
        base.PreRestart(reason, message);
    }

    /// <summary>Also the end of every incarnation, and after a write of which nobody knows what became.</summary>
    protected override void PostStop()
    {
        try
        {
            FailPending(EntityFailureKind.Unknown, $"{TState.Kind} stopped before the journal had answered.");
        }
        finally
        {
            base.PostStop();
        }
    }

    private void Carry(FactDecision decision)
    {
        var pending = new Pending(Sender, decision);
        if (pending.Uncommitted == 0 && _pending.Count == 0)
        {
            Complete(pending);
            return;
        }

        if (pending.Uncommitted > 0)
            Persist(decision.Events);
        _pending.Enqueue(pending); // without events of its own it is answered after those before it, on which it was decided
    }

    private void Persist(IReadOnlyList<IFactEvent> events)
    {
        var state = _state;
        foreach (var happened in events)
            state = state.Apply(happened);
        var change = new SetFact(
            TState.Kind, _id, _sequence + events.Count, state.IsOpen, state.DueAt, _protocol.Write(state), HasTermsOf(state) ? null : state.Terms);
        var recorded = new RecordedFactEvent[events.Count];
        for (var i = 0; i < recorded.Length; i++)
            recorded[i] = new RecordedFactEvent(_protocol.ToJournal(events[i]), i == recorded.Length - 1 ? [change] : [], _loadedAt);

        (_state, _sequence, _hasWritten) = (state, change.Sequence, true);
        if (recorded is [var only])
            PersistAsync(only, _committed);
        else
            PersistAllAsync(recorded, _committed);
    }

    /// <summary>What an earlier version of the archive wrote may be found by other terms: the first write of an actor brings them up to date.</summary>
    private bool HasTermsOf(TState state) => _hasWritten && _state.Terms.SequenceEqual(state.Terms);

    /// <summary>Events commit in the order in which they were persisted.</summary>
    private void OnCommitted()
    {
        if (--_pending.Peek().Uncommitted > 0)
            return;
        do
            Complete(_pending.Dequeue());
        while (_pending.TryPeek(out var next) && next.Uncommitted == 0);
    }

    private static void Complete(Pending command)
    {
        FactMetrics.Recorded(TState.Kind, command.Decision.Events.Count);
        command.Asker.Tell(command.Decision.Reply);
    }

    private void FailPending(EntityFailureKind kind, string message)
    {
        while (_pending.TryDequeue(out var pending))
            Fail(pending.Asker, kind, message);
    }

    private static void Fail(IActorRef asker, EntityFailureKind kind, string message) => asker.Tell(new EntityFailure(kind, message));

    /// <summary>A command whose events are on their way through the journal, and who waits for it.</summary>
    private sealed class Pending(IActorRef asker, FactDecision decision)
    {
        public IActorRef Asker { get; } = asker;

        public FactDecision Decision { get; } = decision;

        public int Uncommitted { get; set; } = decision.Events.Count;
    }
}
