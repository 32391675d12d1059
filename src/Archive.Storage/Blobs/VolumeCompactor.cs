using System.Buffers;

namespace Archive.Storage.Blobs;

/// <summary>
/// Moves what is live out of a volume to which nothing is appended any more and deletes it. Moving goes the way of any other object, so it shares the
/// flushes and the memory budget of ingest, one object at a time.
/// </summary>
internal sealed class VolumeCompactor(VolumeStore store)
{
    /// <summary>
    /// A blob is durable before it is indexed. A younger record that is not live may be about to become so, also when the node that wrote it
    /// has ended: the study that is to record it may live on another.
    /// </summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromHours(1);

    public async Task<CompactionResult> CompactAsync(
        long volume,
        Func<VolumeEntry, ValueTask<bool>> isLive,
        Func<VolumeEntry, BlobRef, ValueTask<bool>> relocate,
        CancellationToken cancellationToken)
    {
        var state = store.GetState(volume);
        if (state == VolumeState.Open && store.IsOwn(volume))
            throw new InvalidOperationException($"Volume {volume:x16} is open; only sealed volumes can be compacted.");
        var oldEnoughAt = await store.ReadThreads.RunAsync(
            () => store.ReadEntries(volume).Select(entry => entry.CreatedAt + MinimumAge).DefaultIfEmpty().Max(), cancellationToken);
        if (oldEnoughAt > store.Time.GetUtcNow())
            return new CompactionResult(CompactionOutcome.TooYoung, OldEnoughAt: oldEnoughAt);
        var entries = new List<VolumeEntry>();
        if (await ReadAsync(volume, entries, isLive, cancellationToken) is { } problem)
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
            if (await RelocateAsync(entry, copy, relocate))
            {
                if (store.IsOwn(volume))
                    store.Release(entry.Blob);
                moved++;
                movedBytes += VolumeFormat.RecordLength(copy.PrefixLength, copy.DataSetLength);
            }
            else
            {
                store.Release(copy);
            }
        }

        var freed = await store.WriteThreads.RunAsync(() => store.Delete(volume, state), CancellationToken.None);
        return new CompactionResult(CompactionOutcome.Compacted, moved, entries.Count - moved, freed - movedBytes);
    }

    /// <summary>Reads every byte. What is damaged of a record that nothing refers to any more may go with it.</summary>
    /// <param name="entries">Is filled with the records.</param>
    /// <returns>Damage that may concern what is live.</returns>
    private async Task<VolumeProblem?> ReadAsync(
        long volume, List<VolumeEntry> entries, Func<VolumeEntry, ValueTask<bool>> isLive, CancellationToken cancellationToken)
    {
        using var items = store.Scan(volume, cancellationToken).GetEnumerator();
        while (await store.ReadThreads.RunAsync(items.MoveNext, cancellationToken))
        {
            if (items.Current.Damage is not null && (items.Current.Entry is not { } hit || await isLive(hit)))
                return items.Current.ToProblem(volume);
            entries.Add(items.Current.Entry!.Value);
        }

        return null;
    }

    /// <summary>
    /// A copy of which nobody can say whether the index refers to it counts as garbage too. That deletes nothing: its volume is compacted
    /// some time, and the index asked then.
    /// </summary>
    private async ValueTask<bool> RelocateAsync(VolumeEntry entry, BlobRef copy, Func<VolumeEntry, BlobRef, ValueTask<bool>> relocate)
    {
        try
        {
            return await relocate(entry, copy);
        }
        catch
        {
            store.Release(copy);
            throw;
        }
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
