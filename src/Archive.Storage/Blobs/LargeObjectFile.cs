using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>
/// A volume of one record that is written as the object arrives, under a name that says so. What is written goes on to
/// the disk at once, so that little is left for the flush at the end.
/// </summary>
internal sealed class LargeObjectFile : IDisposable
{
    private const int WriteBackBytes = 8 * 1024 * 1024;
    private const long RecordAt = VolumeFormat.FirstRecord;

    private readonly VolumeDirectory _directory;
    private readonly TimeProvider _time;
    private readonly VolumeFile _file;
    private long _position = RecordAt + RecordHeader.Length;
    private long _waitedFor;   // before it everything is on the disk
    private long _writtenBack; // up to it everything is on its way
    private bool _isComplete;

    /// <exception cref="StorageFullException">No space is left.</exception>
    public LargeObjectFile(VolumeDirectory directory, TimeProvider time)
    {
        _directory = directory;
        _time = time;
        _file = VolumeFile.Create(directory, VolumeDirectory.Incoming, time.GetUtcNow());
    }

    /// <summary>Appends to prefix or data set.</summary>
    /// <exception cref="StorageFullException">No space is left.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _file.Reserve(_position + bytes.Length + VolumeFormat.TrailerRoom);
        _file.Write(bytes, _position);
        _position += bytes.Length;
        if (_position - _writtenBack < WriteBackBytes)
            return;
        FileOperations.WaitForWriteBack(_file.Handle, _waitedFor, _writtenBack - _waitedFor);
        FileOperations.StartWriteBack(_file.Handle, _writtenBack, _position - _writtenBack);
        (_waitedFor, _writtenBack) = (_writtenBack, _position);
    }

    /// <summary>Writes header, trailer and footer and makes the file a durable volume.</summary>
    public BlobRef Complete(SopInstanceUid key, ReadOnlySpan<byte> prefix, long dataSetLength, uint dataSetCrc32C)
    {
        var header = new RecordHeader(_file.Id, RecordAt, RecordAt, dataSetLength, prefix.Length, Crc32C.Compute(prefix), _time.GetUtcNow(), key);
        Span<byte> bytes = stackalloc byte[RecordHeader.Length];
        var headerCrc32C = header.Write(bytes);
        _file.Write(bytes, RecordAt);

        var end = RecordAt + VolumeFormat.RecordLength(prefix.Length, dataSetLength);
        Span<byte> trailer = stackalloc byte[(int)(end - _position)];
        trailer.Clear();
        new RecordTrailer(dataSetLength, dataSetCrc32C, headerCrc32C).Write(trailer);
        _file.Write(trailer, _position);

        _file.Seal(end, 1, VolumeDirectory.LargeObject);
        _isComplete = true;
        return new BlobRef(_file.Id, RecordAt, prefix.Length, dataSetLength, dataSetCrc32C);
    }

    /// <summary>Closes the file, and deletes it when it was not completed.</summary>
    public void Dispose()
    {
        if (_isComplete)
            _file.Dispose();
        else
            _file.Delete();
    }
}
