using Archive.Actors.Kernel;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Studies;

/// <summary>
/// The one writer of a study (P4). A command is decided on the state as it will be when everything before it has
/// committed, and its append is handed to the journal without waiting for the one before: a study takes objects as fast
/// as the journal groups them. The asker is told when its own append has committed. When an append does not commit, the
/// journal refuses those behind it, and the actor starts anew from what is in the index.
/// </summary>
public sealed class StudyActor(StudyInstanceUid study, IBlobStore blobs, IJournal journal, IArchiveIndex index, ILogger logger)
    : Entity<StudyCommand>(study.Value)
{
    private readonly string _entity = JournalEntity.OfStudy(study);
    private readonly Guid _writer = Guid.NewGuid();
    private StudyState _state = new(study);
    private long _loadedAt;
    private int _uncommitted;

    protected override async ValueTask PreStartAsync()
    {
        if (await index.LoadStudyAsync(study, Context.Stopping) is { } snapshot)
            _state = StudyState.From(snapshot);
        _loadedAt = _state.Sequence;
    }

    protected override async ValueTask ReceiveAsync(StudyCommand message)
    {
        switch (message)
        {
            case AskToRecord record:
                await RecordAsync(record.Command, record.ReplyTo);
                break;
            case AskToMove move:
                Move(move.Command, move.ReplyTo);
                break;
            case AppendLost lost when ReferenceEquals(lost.DecidedOn, _state):
                throw new StaleStudyException($"An append to {_entity} did not commit.", lost.Cause);
        }
    }

    /// <summary>Stays while appends are under way: what is loaded meanwhile would be stale.</summary>
    protected override ValueTask OnReceiveTimeoutAsync() => Volatile.Read(ref _uncommitted) > 0 ? default : base.OnReceiveTimeoutAsync();

    private async ValueTask RecordAsync(RecordInstance record, ReplyTo<RecordResult> replyTo)
    {
        ContentMatch match;
        try
        {
            match = await CompareAsync(record.Object.Instance.Instance, record.Storage);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.CannotCompare(logger, record.Object.Instance.Instance, record.Storage.Blob, e);
            blobs.Release(record.Storage.Blob); // nothing refers to it: it was about to be compared
            replyTo.Fail(e);
            return;
        }

        var decision = _state.Decide(record.Object, record.Storage, record.Policy, match);
        _ = CommitAsync(decision, Append(decision), replyTo);
    }

    /// <summary>
    /// Compares what came with everything that may be the same. Of several damaged copies the current one counts, and none
    /// when an intact one is the same: what is damaged then was another object.
    /// </summary>
    private async ValueTask<ContentMatch> CompareAsync(SopInstanceUid instance, InstanceStorage received)
    {
        BlobRef? damaged = null;
        foreach (var kept in _state.FindLike(instance, received))
        {
            switch (await BlobComparer.CompareAsync(blobs, kept, received.Blob, Context.Stopping))
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

    private void Move(MoveBlob move, ReplyTo<bool> replyTo)
    {
        if (_state.DecideMove(move.Instance, move.From, move.To) is { } decision)
            _ = CommitMoveAsync(Append(decision), replyTo);
        else
            replyTo.Tell(false);
    }

    private ValueTask<AppendResult> Append(StudyDecision decision)
    {
        var append = new JournalAppend(_entity, _state.Sequence, _writer, _loadedAt, [.. decision.Events.Select(StudyEventJson.ToJournal)], decision.Changes);
        foreach (var studyEvent in decision.Events)
            _state.Apply(studyEvent);
        Interlocked.Increment(ref _uncommitted);
        return journal.AppendAsync(append);
    }

    private async Task CommitAsync(StudyDecision decision, ValueTask<AppendResult> append, ReplyTo<RecordResult> replyTo)
    {
        if (await FailureOfAsync(append) is { } failure)
        {
            replyTo.Fail(failure);
            return;
        }

        if (decision.Garbage is { } garbage)
            blobs.Release(garbage);
        if (decision.Events.Count > 0)
            StudyMetrics.Recorded(decision);
        if (decision.Events is [InstanceHealed healed, ..])
            Log.Healed(logger, healed.Source, healed.Instance, healed.Damaged, healed.Blob);
        replyTo.Tell(decision.Result);
    }

    private async Task CommitMoveAsync(ValueTask<AppendResult> append, ReplyTo<bool> replyTo)
    {
        if (await FailureOfAsync(append) is { } failure)
            replyTo.Fail(failure);
        else
            replyTo.Tell(true);
    }

    /// <summary>Null when the append is on stable storage. Never throws: nobody awaits the commits but their askers.</summary>
    private async ValueTask<Exception?> FailureOfAsync(ValueTask<AppendResult> append)
    {
        var decidedOn = _state;
        Exception failure;
        try
        {
            var result = await append;
            if (result.IsCommitted)
                return null;
            failure = new StaleStudyException($"{_entity} is at event {result.LastSequence}: another writer was ahead.");
        }
        catch (Exception e)
        {
            failure = e;
        }
        finally
        {
            Interlocked.Decrement(ref _uncommitted);
        }

        // Should the mailbox be full, the next append fails as this one did and says it again.
        Self.TryTell(new AppendLost(decidedOn, failure));
        return failure;
    }
}
