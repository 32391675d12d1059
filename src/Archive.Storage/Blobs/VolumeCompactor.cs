using System.Buffers;

namespace Archive.Storage.Blobs;

/// <summary>
/// Moves what is live out of a sealed volume and deletes it. Moving goes the way of any other object, so it shares the
/// flushes and the memory budget of ingest, one object at a time.
/// </summary>
internal sealed class VolumeCompactor(VolumeStore store)
{
    /// <summary>A blob is durable before it is indexed. A younger record that is not live may be about to become so.</summary>
    private static readonly TimeSpan MinimumAge = TimeSpan.FromHours(1);

    public async Task<CompactionResult> CompactAsync(
        long volume,
        Func<VolumeEntry, ValueTask<bool>> isLive,
        Func<VolumeEntry, BlobRef, ValueTask<bool>> relocate,
        CancellationToken cancellationToken)
    {
        var state = store.GetState(volume);
        if (state == VolumeState.Open)
            throw new InvalidOperationException($"Volume {volume:x16} is open; only sealed volumes can be compacted.");
        var entries = store.ReadEntries(volume).ToList();
        if (entries.Any(entry => entry.CreatedAt > store.Time.GetUtcNow() - MinimumAge))
            return new CompactionResult(CompactionOutcome.TooYoung);
        if (await Task.Run(() => FindDamageAsync(volume, isLive, cancellationToken), cancellationToken) is { } problem)
            return new CompactionResult(CompactionOutcome.Damaged, Problem: problem);

        var moved = 0;
        var movedBytes = 0L;
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await isLive(entry))
                continue;
            if (state == VolumeState.LargeObject)
                return new CompactionResult(CompactionOutcome.NothingToReclaim);
            var copy = await CopyAsync(entry, cancellationToken);
            if (await relocate(entry, copy))
            {
                store.Release(entry.Blob);
                moved++;
                movedBytes += VolumeFormat.RecordLength(copy.PrefixLength, copy.DataSetLength);
            }
            else
            {
                store.Release(copy);
            }
        }

        return new CompactionResult(
            CompactionOutcome.Compacted, moved, entries.Count - moved, store.Delete(volume, state) - movedBytes);
    }

    /// <summary>Damage that may concern what is live. What is hit of a record that nothing refers to any more may go with it.</summary>
    private async Task<VolumeProblem?> FindDamageAsync(long volume, Func<VolumeEntry, ValueTask<bool>> isLive, CancellationToken cancellationToken)
    {
        foreach (var problem in store.Verify(volume, cancellationToken))
        {
            if (problem.Entry is not { } entry || await isLive(entry))
                return problem;
        }

        return null;
    }

    private async Task<BlobRef> CopyAsync(VolumeEntry entry, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MemoryBudget.BlockBytes);
        try
        {
            var prefix = buffer.AsMemory(0, entry.Blob.PrefixLength);
            await ReadExactlyAsync(entry.Blob, 0, prefix, cancellationToken);
            await using var writer = store.CreateWriter(entry.Key, prefix.Span);
            while (writer.DataSetLength < entry.Blob.DataSetLength)
            {
                var read = await store.ReadAsync(entry.Blob, entry.Blob.PrefixLength + writer.DataSetLength, buffer, cancellationToken);
                await writer.AppendAsync(new ReadOnlySequence<byte>(buffer, 0, read), cancellationToken);
            }

            var copy = await writer.CompleteAsync(cancellationToken);
            if (copy.DataSetCrc32C == entry.Blob.DataSetCrc32C)
                return copy;
            store.Release(copy);
            throw new InvalidDataException($"The data set of {entry.Key} at {entry.Blob.Offset} of volume {entry.Blob.Volume:x16} is not what was received.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task ReadExactlyAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await store.ReadAsync(blob, position, buffer, cancellationToken);
            position += read;
            buffer = buffer[read..];
        }
    }
}
