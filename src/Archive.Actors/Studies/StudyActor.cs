using System.Buffers;
using Archive.Actors.Kernel;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Actors.Studies;

/// <summary>
/// The one writer of a study (P4). A command is decided on the state as it will be when everything before it has
/// committed, and its append is handed to the journal without waiting for the one before: a study takes objects as fast
/// as the journal groups them. The asker is told when its own append has committed. When an append does not commit, the
/// journal refuses those behind it by their sequence number, and the actor starts anew from what is in the index.
/// </summary>
public sealed class StudyActor(StudyInstanceUid study, IBlobStore blobs, IJournal journal, IArchiveIndex index) : Entity<StudyCommand>(study.Value)
{
    private readonly string _entity = JournalEntity.OfStudy(study);
    private StudyState _state = new(study);
    private int _uncommitted;

    protected override async ValueTask PreStartAsync()
    {
        if (await index.LoadStudyAsync(study, Context.Stopping) is { } snapshot)
            _state = StudyState.From(snapshot);
    }

    protected override async ValueTask ReceiveAsync(StudyCommand message)
    {
        switch (message)
        {
            case RecordInstance record:
                await RecordAsync(record);
                break;
            case MoveBlob move:
                Move(move);
                break;
            case AppendLost lost when ReferenceEquals(lost.DecidedOn, _state):
                throw new StaleStudyException($"An append to {_entity} did not commit.", lost.Cause);
        }
    }

    /// <summary>Stays while appends are under way: what is loaded meanwhile would be stale.</summary>
    protected override ValueTask OnReceiveTimeoutAsync() => Volatile.Read(ref _uncommitted) > 0 ? default : base.OnReceiveTimeoutAsync();

    private async ValueTask RecordAsync(RecordInstance record)
    {
        var known = _state.BlobOf(record.Object.Instance.Instance);
        var sameContent = known is { } stored && await HaveSameDataSetAsync(stored, record.Storage.Blob);
        var decision = _state.Decide(record.Object, record.Storage, record.Policy, sameContent);
        _ = CommitAsync(decision, Append(decision, record.Object), record.ReplyTo);
    }

    private void Move(MoveBlob move)
    {
        if (_state.DecideMove(move.Instance, move.From, move.To) is { } decision)
            _ = CommitMoveAsync(Append(decision, null), move.ReplyTo);
        else
            move.ReplyTo.Tell(false);
    }

    private ValueTask<AppendResult> Append(StudyDecision decision, ObjectDescription? description)
    {
        var append = new JournalAppend(_entity, _state.Sequence, [.. decision.Events.Select(StudyEventJson.ToJournal)], decision.Changes);
        foreach (var studyEvent in decision.Events)
            _state.Apply(studyEvent, description);
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
        StudyMetrics.Recorded(decision);
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

    private async ValueTask<bool> HaveSameDataSetAsync(BlobRef stored, BlobRef received)
    {
        if (stored.DataSetLength != received.DataSetLength || stored.DataSetCrc32C != received.DataSetCrc32C)
            return false;

        // Equal checksums of 32 bits prove nothing about images: only the bytes do.
        const int ChunkBytes = 128 * 1024;
        var first = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var second = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (var position = 0L; position < stored.DataSetLength;)
            {
                var length = (int)Math.Min(ChunkBytes, stored.DataSetLength - position);
                await ReadAsync(stored, position, first.AsMemory(0, length));
                await ReadAsync(received, position, second.AsMemory(0, length));
                if (!first.AsSpan(0, length).SequenceEqual(second.AsSpan(0, length)))
                    return false;
                position += length;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            ArrayPool<byte>.Shared.Return(second);
        }
    }

    private async ValueTask ReadAsync(BlobRef blob, long position, Memory<byte> buffer)
    {
        var read = await blobs.ReadAsync(blob, blob.PrefixLength + position, buffer, Context.Stopping);
        if (read != buffer.Length)
            throw new EndOfStreamException($"The blob at {blob.Volume:x16}/{blob.Offset} ends early.");
    }
}
