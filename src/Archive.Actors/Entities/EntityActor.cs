using Akka.Actor;
using Akka.Persistence;
using Archive.Storage;

namespace Archive.Actors.Entities;

/// <summary>
/// The one writer of an entity (P4). A command is decided on the state as it will be when everything before it has committed, and its events go to the
/// journal without waiting for those before: an entity takes commands as fast as the journal groups them. The asker is answered when its own events
/// have committed. When they do not, the journal refuses those behind them too, and the actor starts anew from what is stored; its mailbox stays, and
/// whoever was not recorded is told and asks again.
/// </summary>
/// <typeparam name="TDecision">What a command leads to.</typeparam>
/// <remarks>Nothing but its own turn touches it.</remarks>
public abstract class EntityActor<TDecision> : UntypedPersistentActor
{
    private readonly Queue<Pending> _pending = new();
    private readonly Action<Recorded> _committed;

    protected EntityActor(string persistenceId)
    {
        PersistenceId = persistenceId;
        _committed = _ => OnCommitted();
    }

    public sealed override string PersistenceId { get; }

    /// <summary>Nobody waits for an event to commit.</summary>
    protected bool IsIdle => _pending.Count == 0;

    /// <summary>Answers the sender with a reply when the events have committed, and those before them: a decision without events was made on these.</summary>
    protected void Persist(TDecision decision, IEntityReply reply, IReadOnlyList<Recorded> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var pending = new Pending(Sender, decision, reply, events.Count);
        if (events.Count == 0 && IsIdle)
        {
            Complete(pending);
            return;
        }

        _pending.Enqueue(pending);
        if (events is [var only])
            PersistAsync(only, _committed);
        else if (events.Count > 0)
            PersistAllAsync(events, _committed);
    }

    /// <summary>A decision has committed; its asker is answered next.</summary>
    protected abstract void OnCommitted(TDecision decision, IEntityReply reply);

    protected static void Fail(IActorRef asker, EntityFailureKind kind, string message)
    {
        ArgumentNullException.ThrowIfNull(asker);
        asker.Tell(new EntityFailure(kind, message));
    }

    /// <summary>Nothing of it was written, nor will be of what follows: the fence refuses that by its sequence number.</summary>
    protected sealed override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        if (cause is not StorageFullException)
            throw new StaleEntityException($"Event {sequenceNr} of {PersistenceId} was not written.", cause);
        // A full disk is no failure of each entity on it, with an error and its stack in the log. Who is in the mailbox is told at once, too, and asks again.
        Fail(_pending.Dequeue().Asker, EntityFailureKind.StorageFull, cause.Message);
        FailPending(EntityFailureKind.NothingRecorded, cause.Message);
        Context.Stop(Self);
    }

    /// <summary>Of a database that does not answer the health of the archive tells, once and not for each entity.</summary>
    protected sealed override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        if (cause is not (StorageUnavailableException or StorageFailedException))
            base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc cref="OnPersistFailure"/>
    protected sealed override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (reason is not (StorageUnavailableException or StorageFailedException))
            base.OnRecoveryFailure(reason, message);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        ArgumentNullException.ThrowIfNull(reason);
        FailPending(reason is StaleEntityException ? EntityFailureKind.NothingRecorded : EntityFailureKind.Unknown, reason.Message);
        if (message is IEntityCommand)
            Fail(Sender, EntityFailureKind.Unknown, reason.Message);
        base.PreRestart(reason, message);
    }

    /// <summary>Also the end of every incarnation, and after a write of which nobody knows what became.</summary>
    protected override void PostStop()
    {
        try
        {
            FailPending(EntityFailureKind.Unknown, $"{PersistenceId} stopped before the journal had answered.");
        }
        finally
        {
            base.PostStop();
        }
    }

    /// <summary>Events commit in the order in which they were persisted.</summary>
    private void OnCommitted()
    {
        if (--_pending.Peek().Uncommitted > 0)
            return;
        do
            Complete(_pending.Dequeue());
        while (_pending.TryPeek(out var next) && next.Uncommitted == 0);
    }

    private void Complete(Pending pending)
    {
        try
        {
            OnCommitted(pending.Decision, pending.Reply);
        }
        finally
        {
            pending.Asker.Tell(pending.Reply);
        }
    }

    private void FailPending(EntityFailureKind kind, string message)
    {
        while (_pending.TryDequeue(out var pending))
            Fail(pending.Asker, kind, message);
    }

    /// <summary>A command whose events are on their way through the journal, and who waits for it.</summary>
    /// <param name="uncommitted">Events that have not committed.</param>
    private sealed class Pending(IActorRef asker, TDecision decision, IEntityReply reply, int uncommitted)
    {
        public IActorRef Asker { get; } = asker;

        public TDecision Decision { get; } = decision;

        /// <summary>What the asker is told once all has committed.</summary>
        public IEntityReply Reply { get; } = reply;

        public int Uncommitted { get; set; } = uncommitted;
    }
}
