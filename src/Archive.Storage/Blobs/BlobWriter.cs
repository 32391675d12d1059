using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>
/// Gathers a blob in blocks of the memory budget. A blob that is too large for that, or finds no further block free,
/// goes on in a file of its own and gives its blocks back: who holds a block never waits for another.
/// </summary>
internal sealed class BlobWriter(VolumeStore store, SopInstanceUid key, byte[] prefix) : IBlobWriter
{
    private readonly List<MemoryBlock> _blocks = [];
    private LargeObjectFile? _file;
    private uint _dataSetCrc32C;
    private bool _isWhole = true; // every fragment so far was taken to its end
    private bool _isEnded;

    public long DataSetLength { get; private set; }

    public ValueTask AppendAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken = default)
    {
        ThrowIfNotUsable();
        _isWhole = false;
        store.ThrowIfNotReady();
        if (_file is null && _blocks.Count == 0 && !TryBegin())
            return WaitAndAppendAsync(fragment, cancellationToken);
        Append(fragment);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<BlobRef> CompleteAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNotUsable();
        cancellationToken.ThrowIfCancellationRequested();
        store.ThrowIfNotReady();
        if (_file is not null)
            return CompleteFile(_file);
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
        _file?.Dispose();
        _file = null;
        return ValueTask.CompletedTask;
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
        Append(fragment);
    }

    private void Append(in ReadOnlySequence<byte> fragment)
    {
        foreach (var segment in fragment)
        {
            var bytes = segment.Span;
            _dataSetCrc32C = Crc32C.Append(_dataSetCrc32C, bytes);
            if (_file is null)
                bytes = Gather(bytes);
            if (!bytes.IsEmpty)
                WriteToFile(bytes);
            DataSetLength += segment.Length;
        }

        _isWhole = true;
    }

    /// <summary>Copies what there are blocks for and returns the rest, which is for the file.</summary>
    private ReadOnlySpan<byte> Gather(ReadOnlySpan<byte> bytes)
    {
        if (DataSetLength + bytes.Length > store.Options.LargeObjectBytes)
            return bytes;
        while (!bytes.IsEmpty)
        {
            var free = _blocks[^1].Free[..^VolumeFormat.TrailerRoom];
            if (free.IsEmpty)
            {
                if (!store.Budget.TryRent(out var block))
                    return bytes;
                _blocks.Add(block);
                continue;
            }

            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            _blocks[^1].Advance(count);
            bytes = bytes[count..];
        }

        return bytes;
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (_file is null)
                Spill();
            _file.Write(bytes);
        }
        catch (IOException e) when (e is not StorageFullException)
        {
            throw store.Writer.Fail(e);
        }
    }

    [MemberNotNull(nameof(_file))]
    private void Spill()
    {
        _file = new LargeObjectFile(store.Directory, store.Time);
        var headerRoom = RecordHeader.Length; // in the first block only
        foreach (var block in _blocks)
        {
            _file.Write(block.Span[headerRoom..]);
            headerRoom = 0;
        }

        ReturnBlocks();
    }

    private BlobRef CompleteFile(LargeObjectFile file)
    {
        try
        {
            var blob = file.Complete(key, prefix, DataSetLength, _dataSetCrc32C);
            BlobMetrics.BytesWritten.Add(blob.Length);
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
