namespace Archive.Storage.Blobs;

/// <summary>Reads blobs of a volume directory whose archive may be running in another process. Changes nothing there. May be used from any thread.</summary>
/// <param name="directory">The directory of the volumes.</param>
public sealed class VolumeFiles(string directory) : IDisposable
{
    private readonly VolumeReader _reader = new(Path.GetFullPath(directory));

    /// <inheritdoc cref="IBlobStore.ReadAsync"/>
    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(blob, position, buffer, cancellationToken);

    public void Dispose() => _reader.Dispose();
}
