using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>
/// A gathered blob on its way to the volume. Its first block begins with room for the record's header, its last has room
/// for the trailer. The task completes when the record is durable.
/// </summary>
internal sealed class PendingRecord(SopInstanceUid key, int prefixLength, uint prefixCrc32C, long dataSetLength, uint dataSetCrc32C, List<MemoryBlock> blocks)
    : TaskCompletionSource<BlobRef>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public List<MemoryBlock> Blocks => blocks;

    public long Length => VolumeFormat.RecordLength(prefixLength, dataSetLength);

    /// <summary>Fills in header, trailer and padding, now that the record's place is known.</summary>
    public BlobRef Place(long volume, long offset, long groupOffset, DateTimeOffset now)
    {
        var header = new RecordHeader(volume, offset, groupOffset, dataSetLength, prefixLength, prefixCrc32C, now, key);
        var headerCrc32C = header.Write(blocks[0].Span);

        var last = blocks[^1];
        var end = last.Free[..(int)(Length - RecordHeader.Length - prefixLength - dataSetLength)];
        end.Clear();
        new RecordTrailer(dataSetLength, dataSetCrc32C, headerCrc32C).Write(end);
        last.Advance(end.Length);
        return new BlobRef(volume, offset, prefixLength, dataSetLength, dataSetCrc32C);
    }
}
