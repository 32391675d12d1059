using Archive.Storage.Threads;

namespace Archive.Storage.Blobs;

/// <summary>Reads all volumes of a directory, whose archive may be running in other processes. Changes nothing there. May be used from any thread.</summary>
public sealed class VolumeFiles : IStoredVolumes, IDisposable
{
    private readonly string _root;
    private readonly DiskThreads _threads;
    private readonly VolumeReader _reader;
    private readonly VolumeRecords _records;

    /// <param name="directory">The directory of the volumes.</param>
    public VolumeFiles(string directory)
    {
        var files = new FileOperations();
        _root = Path.GetFullPath(directory);
        _threads = new DiskThreads("volume reader", 1);
        _reader = new VolumeReader(_root, files, _threads, isOwn: static _ => false);
        _records = new VolumeRecords(_reader, files, static _ => long.MaxValue);
    }

    /// <inheritdoc cref="IBlobStore.ReadAsync"/>
    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(blob, position, buffer, cancellationToken);

    /// <inheritdoc cref="IBlobStore.Refresh"/>
    public void Refresh(BlobRef blob) => _reader.Refresh(blob.Volume);

    /// <inheritdoc />
    public IReadOnlyList<VolumeInfo> GetVolumes()
    {
        // A file that gets another name while it is listed may be listed under both, or under none: so twice, and each volume once.
        var volumes = new SortedDictionary<long, VolumeInfo>();
        for (var listing = 0; listing < 2; listing++)
        {
            foreach (var (id, extension) in VolumeSet.Find(_root).SelectMany(set => VolumeDirectory.Enumerate(_root, set)))
            {
                var file = new FileInfo(VolumeDirectory.GetPath(_root, id, extension));
                if (VolumeDirectory.ToState(extension) is { } state && file.Exists)
                    volumes[id] = new VolumeInfo(id, state, file.Length, GarbageBytes: 0);
            }
        }

        return [.. volumes.Values];
    }

    /// <inheritdoc />
    public IEnumerable<VolumeEntry> ReadEntries(long volume) => _records.ReadEntries(volume);

    /// <inheritdoc />
    public IEnumerable<VolumeProblem> Verify(long volume, CancellationToken cancellationToken = default) => _records.Verify(volume, cancellationToken);

    public void Dispose()
    {
        _threads.Dispose();
        _reader.Dispose();
    }
}
