namespace Archive.Storage.Blobs;

/// <summary>A record to which nothing refers any more.</summary>
/// <param name="Length">Bytes of the whole record.</param>
public readonly record struct ReleasedRecord(long Volume, long Offset, long Length)
{
    public static ReleasedRecord Of(BlobRef blob) => new(blob.Volume, blob.Offset, VolumeFormat.RecordLength(blob.PrefixLength, blob.DataSetLength));
}
