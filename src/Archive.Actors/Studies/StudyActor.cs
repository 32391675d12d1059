using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using Archive.Actors.Entities;
using Archive.Protocol.Data;
using Archive.Storage;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Microsoft.Extensions.Logging;
using StudyLog = Archive.Actors.Studies.Log;

namespace Archive.Actors.Studies;

/// <summary>
/// The one writer of a study (P4). A command is decided on the state as it will be when everything before it has committed,
/// and its events go to the journal without waiting for those before: a study takes objects as fast as the journal groups
/// them. The asker is answered when its own events have committed. When they do not, the journal refuses those behind them
/// too, and the actor starts anew from the index; its mailbox stays, and whoever was not recorded is told and asks again.
/// </summary>
/// <remarks>Nothing but its own turn touches it. While bytes are compared, on the pool, further commands are stashed.</remarks>
public sealed class StudyActor : UntypedPersistentActor
{
    private readonly IBlobStore _blobs;
    private readonly LiveStudies _studies;
    private readonly ILogger _logger;
    private readonly Queue<PendingCommand> _pending = new();
    private readonly Action<RecordedStudyEvent> _committed;
    private StudyState _state;
    private long _loadedAt;
    private LiveStudy? _live;
    private IActorRef? _comparingFor;
    private CancellationTokenSource? _comparing;

    public StudyActor(StudyInstanceUid study, IBlobStore blobs, LiveStudies studies, ILogger logger)
    {
        PersistenceId = JournalEntity.OfStudy(study);
        _blobs = blobs;
        _studies = studies;
        _logger = logger;
        _committed = _ => OnCommitted();
        _state = new StudyState(study);
    }

    public override string PersistenceId { get; }

    public static Props Props(StudyInstanceUid study, IBlobStore blobs, LiveStudies studies, ILogger logger) =>
        Akka.Actor.Props.Create(() => new StudyActor(study, blobs, studies, logger));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer offer:
                _state = (StudyState)offer.Snapshot;
                break;
            case StudyEvent studyEvent:
                _state.Apply(studyEvent);
                break;
            case RecoveryCompleted:
                OnLoaded();
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case RecordInstance record:
                Record(record);
                break;
            case MoveBlob move:
                Move(move);
                break;
            case StopStudy:
                DeferAsync(message, _ => Context.Stop(Self));
                break;
            case LeaveMemory:
                LeaveIfIdle();
                break;
            case Compared: // of an earlier incarnation
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
        // A full disk is no failure of each study on it, with an error and its stack in the log. Who is in the mailbox is told at once, too, and asks again.
        Fail(_pending.Dequeue().Asker, EntityFailureKind.StorageFull, cause.Message);
        FailPending(EntityFailureKind.NothingRecorded, cause.Message);
        Context.Stop(Self);
    }

    /// <summary>Of a database that does not answer the health of the archive tells, once and not for each study.</summary>
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
        if (message is IStudyCommand or Compared)
            Fail(Sender, EntityFailureKind.Unknown, reason.Message);
        base.PreRestart(reason, message);
    }

    /// <summary>Also the end of every incarnation, and after a write of which nobody knows what became.</summary>
    protected override void PostStop()
    {
        try
        {
            FailPending(EntityFailureKind.Unknown, $"{PersistenceId} stopped before the journal had answered.");
            if (_comparingFor is { } asker)
                Fail(asker, EntityFailureKind.NothingRecorded, $"{PersistenceId} stopped while it compared.");
            _comparing?.Cancel();
            _comparing?.Dispose();
            _live?.Leave();
        }
        finally
        {
            base.PostStop();
        }
    }

    private void Comparing(object message)
    {
        if (message is Compared compared)
            OnCompared(compared);
        else
            Stash.Stash();
    }

    private void OnLoaded()
    {
        _loadedAt = LastSequenceNr;
        _live = _studies.Enter(Self, _state.Weight);
    }

    private void LeaveIfIdle()
    {
        if (_pending.Count == 0)
            Context.Parent.Tell(new Passivate(StopStudy.Instance));
        else
            _live!.Stay();
    }

    private void Record(RecordInstance record)
    {
        _live!.Touch();
        var like = _state.FindLike(record.Object.Instance.Instance, record.Storage);
        if (like.Count == 0)
            Decide(record, ContentMatch.None);
        else
            Compare(record, like);
    }

    private void Compare(RecordInstance record, IReadOnlyList<BlobRef> like)
    {
        _comparingFor = Sender;
        _comparing ??= new CancellationTokenSource();
        _ = CompareAsync(like, record.Storage.Blob, _comparing.Token).PipeTo(
            Self,
            Sender,
            match => new Compared(this, record, match, null),
            failure => new Compared(this, record, default, failure));
        Become(Comparing);
    }

    private void OnCompared(Compared compared)
    {
        if (compared.By != this)
            return;
        _comparingFor = null;
        Become(OnCommand);
        Stash.UnstashAll();
        if (compared.Failure is not { } failure)
        {
            Decide(compared.Record, compared.Match);
            return;
        }

        if (failure is not (IOException or InvalidDataException or UnauthorizedAccessException))
            ExceptionDispatchInfo.Throw(failure);
        StudyLog.CannotCompare(_logger, compared.Record.Object.Instance.Instance, compared.Record.Storage.Blob, failure);
        _blobs.Release(compared.Record.Storage.Blob); // nothing refers to it: it was about to be compared
        Fail(Sender, EntityFailureKind.Unreadable, failure.Message);
    }

    private void Decide(RecordInstance record, ContentMatch match)
    {
        var decision = _state.Decide(record.Object, record.Storage, record.Policy, match);
        Persist(decision, new RecordReply(decision.Result));
    }

    private void Move(MoveBlob move)
    {
        if (_state.DecideMove(move.Instance, move.From, move.To) is { } decision)
            Persist(decision, new MoveReply(true));
        else
            Sender.Tell(new MoveReply(false));
    }

    private void Persist(StudyDecision decision, IStudyReply reply)
    {
        var pending = new PendingCommand(Sender, decision, reply, decision.Events.Count);
        if (pending.Uncommitted == 0 && _pending.Count == 0)
        {
            Complete(pending);
            return;
        }

        _pending.Enqueue(pending);
        if (pending.Uncommitted == 0)
            return; // answered after those before it, on which it was decided
        var weight = _state.Weight;
        var recorded = new RecordedStudyEvent[decision.Events.Count];
        for (var i = 0; i < recorded.Length; i++)
        {
            recorded[i] = new RecordedStudyEvent(decision.Events[i], i == recorded.Length - 1 ? decision.Changes : [], _loadedAt);
            _state.Apply(decision.Events[i]);
        }

        _live!.Grow(_state.Weight - weight);
        if (recorded is [var only])
            PersistAsync(only, _committed);
        else
            PersistAllAsync(recorded, _committed);
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

    private void Complete(PendingCommand command)
    {
        try
        {
            if (command.Decision.Garbage is { } garbage)
                _blobs.Release(garbage);
            if (command is { Reply: RecordReply, Decision.Events.Count: > 0 } && !_state.IsReserved)
                StudyMetrics.Recorded(command.Decision);
            if (command.Decision.Events is [InstanceHealed healed, ..])
                StudyLog.Healed(_logger, healed.Source, healed.Instance, healed.Damaged, healed.Blob);
        }
        finally
        {
            command.Asker.Tell(command.Reply);
        }
    }

    private void FailPending(EntityFailureKind kind, string message)
    {
        while (_pending.TryDequeue(out var pending))
            Fail(pending.Asker, kind, message);
    }

    private static void Fail(IActorRef asker, EntityFailureKind kind, string message) => asker.Tell(new EntityFailure(kind, message));

    /// <summary>
    /// Compares what came with everything that may be the same. Of several damaged copies the current one counts, and none
    /// when an intact one is the same: what is damaged then was another object.
    /// </summary>
    private async Task<ContentMatch> CompareAsync(IReadOnlyList<BlobRef> like, BlobRef received, CancellationToken cancellationToken)
    {
        BlobRef? damaged = null;
        foreach (var kept in like)
        {
            switch (await BlobComparer.CompareAsync(_blobs, kept, received, cancellationToken).ConfigureAwait(false))
            {
                case BlobComparison.Same:
                    return ContentMatch.SameAs(kept);
                case BlobComparison.KeptIsDamaged:
                    damaged ??= kept;
                    break;
            }
        }

        return damaged is { } copy ? ContentMatch.DamagedCopyOf(copy) : ContentMatch.None;
    }

    /// <param name="By">The incarnation that asked for it.</param>
    /// <param name="Failure">Why what came could not be compared; null when it was.</param>
    private sealed record Compared(StudyActor By, RecordInstance Record, ContentMatch Match, Exception? Failure) : INoSerializationVerificationNeeded;
}
