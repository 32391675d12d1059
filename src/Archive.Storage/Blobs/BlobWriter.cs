using System.Buffers;
using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>
/// Gathers a blob in blocks of the memory budget. A blob that is too large for that, or finds no further block free,
/// goes on in a file of its own and gives its blocks back but for those in which it gathers what is written next: who holds a
/// block never waits for another. The file is written on threads that may wait for the disk.
/// </summary>
internal sealed class BlobWriter(VolumeStore store, SopInstanceUid key, byte[] prefix) : IBlobWriter
{
    /// <summary>Half a megabyte to a write: to come to another thread and back then costs nothing to speak of.</summary>
    private const int BlocksOfFile = 4;

    private readonly List<MemoryBlock> _blocks = [];
    private LargeObjectFile? _file; // once there is one, at least one block
    private uint _dataSetCrc32C;
    private bool _isWhole = true; // every fragment so far was taken to its end
    private bool _isEnded;

    public long DataSetLength { get; private set; }

    public ValueTask AppendAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken = default)
    {
        ThrowIfNotUsable();
        _isWhole = false;
        store.Health.ThrowIfNotTaking();
        if (_blocks.Count == 0 && !TryBegin())
            return WaitAndAppendAsync(fragment, cancellationToken);
        var rest = Gather(fragment);
        if (!rest.IsEmpty)
            return WriteAndGatherAsync(rest);
        _isWhole = true;
        return ValueTask.CompletedTask;
    }

    public async ValueTask<BlobRef> CompleteAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNotUsable();
        cancellationToken.ThrowIfCancellationRequested();
        store.Health.ThrowIfNotTaking();
        if (_file is not null)
            return await store.WriteThreads.RunAsync(CompleteFile, CancellationToken.None); // it would leave a file that nobody ends
        if (_blocks.Count == 0)
            Begin(await store.Budget.RentAsync(cancellationToken));
        var record = new PendingRecord(key, prefix.Length, Crc32C.Compute(prefix), DataSetLength, _dataSetCrc32C, _blocks);
        store.Writer.Append(record);
        _isEnded = true; // the blocks are the volume writer's now and the record cannot be taken back, so its end is waited for
        return await record.Task;
    }

    public ValueTask DisposeAsync()
    {
        if (!_isEnded)
            ReturnBlocks();
        _isEnded = true;
        if (_file is not { } file)
            return ValueTask.CompletedTask;
        _file = null;
        return store.WriteThreads.RunAsync(file.Dispose);
    }

    private void ThrowIfNotUsable()
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        if (!_isWhole)
            throw new InvalidOperationException("A fragment was not taken, or not yet; a blob with a gap is never stored.");
    }

    private bool TryBegin()
    {
        if (!store.Budget.TryRent(out var block))
            return false;
        Begin(block);
        return true;
    }

    private void Begin(MemoryBlock block)
    {
        _blocks.Add(block);
        block.Advance(RecordHeader.Length);
        prefix.CopyTo(block.Free);
        block.Advance(prefix.Length);
    }

    private async ValueTask WaitAndAppendAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken)
    {
        Begin(await store.Budget.RentAsync(cancellationToken));
        await WriteAndGatherAsync(Gather(fragment));
    }

    private async ValueTask WriteAndGatherAsync(ReadOnlySequence<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            await store.WriteThreads.RunAsync(WriteBlocks);
            rest = Gather(rest);
        }

        _isWhole = true;
    }

    /// <summary>Copies what there are blocks for and returns the rest, before which the blocks have to be written to the file.</summary>
    private ReadOnlySequence<byte> Gather(in ReadOnlySequence<byte> bytes)
    {
        if (_file is null && DataSetLength + bytes.Length > store.Options.LargeObjectBytes)
            return bytes;
        var gathered = 0L;
        foreach (var segment in bytes)
        {
            var count = Gather(segment.Span);
            gathered += count;
            if (count < segment.Length)
                break;
        }

        return bytes.Slice(gathered);
    }

    /// <returns>How many bytes there were blocks for.</returns>
    private int Gather(ReadOnlySpan<byte> bytes)
    {
        var gathered = 0;
        while (gathered < bytes.Length)
        {
            var free = _blocks[^1].Free[..^VolumeFormat.TrailerRoom];
            if (free.IsEmpty)
            {
                if ((_file is not null && _blocks.Count == BlocksOfFile) || !store.Budget.TryRent(out var block))
                    break;
                _blocks.Add(block);
                continue;
            }

            var next = bytes.Slice(gathered, Math.Min(free.Length, bytes.Length - gathered));
            next.CopyTo(free);
            _blocks[^1].Advance(next.Length);
            gathered += next.Length;
        }

        _dataSetCrc32C = Crc32C.Append(_dataSetCrc32C, bytes[..gathered]);
        DataSetLength += gathered;
        return gathered;
    }

    /// <summary>Begins the file with what was gathered, or goes on with it, and keeps one block to gather in.</summary>
    private void WriteBlocks()
    {
        try
        {
            WriteGathered();
        }
        catch (Exception e) when (e is IOException and not StorageFullException)
        {
            throw store.Writer.Fail(e);
        }

        while (_blocks.Count > 1)
        {
            store.Budget.Return(_blocks[^1]);
            _blocks.RemoveAt(_blocks.Count - 1);
        }

        _blocks[0].Clear();
    }

    private void WriteGathered()
    {
        var headerRoom = _file is null ? RecordHeader.Length : 0; // in the first block only
        _file ??= new LargeObjectFile(store.Directory, store.Time);
        foreach (var block in _blocks)
        {
            _file.Write(block.Span[headerRoom..]);
            headerRoom = 0;
        }
    }

    private BlobRef CompleteFile()
    {
        try
        {
            WriteGathered();
            var blob = _file!.Complete(key, prefix, DataSetLength, _dataSetCrc32C);
            BlobMetrics.BytesWritten.Add(blob.Length);
            ReturnBlocks();
            _isEnded = true;
            return blob;
        }
        catch (Exception e) when (e is not StorageFullException)
        {
            throw store.Writer.Fail(e);
        }
    }

    private void ReturnBlocks()
    {
        foreach (var block in _blocks)
            store.Budget.Return(block);
        _blocks.Clear();
    }
}
