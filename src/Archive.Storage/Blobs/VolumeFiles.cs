using Archive.Storage.Threads;

namespace Archive.Storage.Blobs;

/// <summary>Reads blobs of a volume directory whose archive may be running in another process. Changes nothing there. May be used from any thread.</summary>
public sealed class VolumeFiles : IDisposable
{
    private readonly DiskThreads _threads;
    private readonly VolumeReader _reader;

    /// <param name="directory">The directory of the volumes.</param>
    public VolumeFiles(string directory)
    {
        _threads = new DiskThreads("volume reader", 1);
        _reader = new VolumeReader(Path.GetFullPath(directory), new FileOperations(), _threads, isOwn: static _ => false);
    }

    /// <inheritdoc cref="IBlobStore.ReadAsync"/>
    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(blob, position, buffer, cancellationToken);

    /// <inheritdoc cref="IBlobStore.Refresh"/>
    public void Refresh(BlobRef blob) => _reader.Refresh(blob.Volume);

    public void Dispose()
    {
        _threads.Dispose();
        _reader.Dispose();
    }
}
