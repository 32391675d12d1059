using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using Archive.Actors.Entities;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Microsoft.Extensions.Logging;
using StudyLog = Archive.Actors.Studies.Log;

namespace Archive.Actors.Studies;

/// <summary>The one writer of a study, which starts anew from the index.</summary>
/// <remarks>While bytes are compared, on the pool, further commands are stashed.</remarks>
public sealed class StudyActor : EntityActor<StudyDecision>
{
    private readonly IBlobStore _blobs;
    private readonly LiveStudies _studies;
    private readonly ILogger _logger;
    private StudyState _state;
    private long _loadedAt;
    private LiveStudy? _live;
    private IActorRef? _comparingFor;
    private CancellationTokenSource? _comparing;

    public StudyActor(StudyInstanceUid study, IBlobStore blobs, LiveStudies studies, ILogger logger)
        : base(JournalEntity.OfStudy(study))
    {
        _blobs = blobs;
        _studies = studies;
        _logger = logger;
        _state = new StudyState(study);
    }

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

    protected override void OnCommitted(StudyDecision decision, IEntityReply reply)
    {
        if (decision.Garbage is { } garbage)
            _blobs.Release(garbage);
        if (reply is RecordReply && decision.Events.Count > 0 && !_state.IsReserved)
            StudyMetrics.Recorded(decision);
        if (decision.Events is [InstanceHealed healed, ..])
            StudyLog.Healed(_logger, healed.Source, healed.Instance, healed.Damaged, healed.Blob);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Compared)
            Fail(Sender, EntityFailureKind.Unknown, reason.Message);
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        try
        {
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
        if (IsIdle)
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

    private void Persist(StudyDecision decision, IStudyReply reply) => Persist(decision, reply, Apply(decision));

    private RecordedStudyEvent[] Apply(StudyDecision decision)
    {
        if (decision.Events.Count == 0)
            return [];
        var weight = _state.Weight;
        var recorded = new RecordedStudyEvent[decision.Events.Count];
        for (var i = 0; i < recorded.Length; i++)
        {
            recorded[i] = new RecordedStudyEvent(decision.Events[i], i == recorded.Length - 1 ? decision.Changes : [], _loadedAt);
            _state.Apply(decision.Events[i]);
        }

        _live!.Grow(_state.Weight - weight);
        return recorded;
    }

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
