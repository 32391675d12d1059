using Archive.Protocol.Data;
using Archive.Storage.Health;
using Archive.Storage.Threads;

namespace Archive.Storage.Blobs;

/// <summary>
/// Keeps blobs in append-only volume files (<c>docs/formats/volume.md</c>). Objects up to
/// <see cref="VolumeStoreOptions.LargeObjectBytes"/> share volumes, larger ones have one each.
/// </summary>
public sealed class VolumeStore : IBlobStore, IStoredVolumes
{
    /// <summary>The longest prefix of a blob in bytes.</summary>
    public const int MaxPrefixBytes = 64 * 1024;

    private readonly VolumeReader _reader;
    private readonly VolumeRecords _records;
    private readonly GarbageLog _garbage;

    private VolumeStore(VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, FileOperations files, ArchiveHealth health, IVolumeSets? sets)
    {
        Sets = sets;
        Options = options;
        Budget = budget;
        Time = time;
        Health = health;
        Root = Path.GetFullPath(options.Directory);
        Directory = new VolumeDirectory(Root, sets?.Own, options.MinimumFreeBytes, files);
        Recovery = VolumeRecovery.Run(Directory);
        ReadThreads = new DiskThreads("volume reader", options.ReadThreads);
        WriteThreads = new DiskThreads("large object", options.LargeObjectThreads);
        _garbage = new GarbageLog(Directory, WriteThreads);
        _reader = new VolumeReader(Root, files, ReadThreads, IsOwn);
        Writer = new VolumeWriter(Directory, options, budget, time, health);
        _records = new VolumeRecords(_reader, files, Writer.GetDurableEnd);
    }

    /// <summary>What was put right when the store was opened.</summary>
    public RecoveryReport Recovery { get; }

    /// <summary>What of the directory is this node's; null when it shares it with none.</summary>
    public IVolumeSets? Sets { get; }

    internal VolumeStoreOptions Options { get; }

    internal ArchiveHealth Health { get; }

    internal MemoryBudget Budget { get; }

    internal TimeProvider Time { get; }

    /// <summary>The directory of all volumes.</summary>
    internal string Root { get; }

    /// <summary>The folder of those that this store writes.</summary>
    internal VolumeDirectory Directory { get; }

    internal VolumeWriter Writer { get; }

    internal DiskThreads ReadThreads { get; }

    /// <summary>Write and delete files of which the volume writer knows nothing.</summary>
    internal DiskThreads WriteThreads { get; }

    /// <summary>Opens the store, having put right what an earlier process left unfinished.</summary>
    /// <param name="sets">What of the directory is this node's, when several nodes share it. Of the others' volumes everything can be read.</param>
    public static VolumeStore Open(
        VolumeStoreOptions options, MemoryBudget budget, TimeProvider? time = null, ArchiveHealth? health = null, IVolumeSets? sets = null) =>
        Open(options, budget, time ?? TimeProvider.System, new FileOperations(), health, sets);

    internal static VolumeStore Open(
        VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, FileOperations files, ArchiveHealth? health = null, IVolumeSets? sets = null) =>
        new(options, budget, time, files, health ?? new ArchiveHealth(), sets);

    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than <see cref="MaxPrefixBytes"/>.</exception>
    public IBlobWriter CreateWriter(SopInstanceUid key, ReadOnlySpan<byte> prefix)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix.Length, MaxPrefixBytes, nameof(prefix));
        return new BlobWriter(this, key, prefix.ToArray());
    }

    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(blob, position, buffer, cancellationToken);

    public void Refresh(BlobRef blob) => _reader.Refresh(blob.Volume);

    public void Release(BlobRef blob)
    {
        var record = ReleasedRecord.Of(blob);
        if (IsOwn(blob.Volume))
            _garbage.Add(record);
        else
            Sets!.Release(record);
    }

    /// <summary>Counts as garbage what other nodes have released of this store's volumes.</summary>
    /// <exception cref="IOException">It cannot be told at present.</exception>
    public async Task CollectReleasedAsync(CancellationToken cancellationToken)
    {
        while (Sets is not null && await Sets.CollectAsync(cancellationToken) is { Count: > 0 } released)
        {
            await WriteThreads.RunAsync(() =>
            {
                foreach (var record in released.Where(record => FindState(record.Volume) is not null))
                    _garbage.Add(record);
            });
        }
    }

    /// <summary>Measures how long the storage takes to make new data durable where this store writes; takes three seconds at most.</summary>
    public ValueTask<FlushTest> TestFlushesAsync() => WriteThreads.RunAsync(() => FlushTest.Run(Directory.Files, Directory.Path, Time));

    /// <summary>Gives up handles of volumes that other nodes have deleted, which would keep their space.</summary>
    public ValueTask ForgetVanishedAsync() => ReadThreads.RunAsync(_reader.CloseVanished);

    /// <summary>What the node that had the set before left unsealed in it, the oldest first.</summary>
    public ValueTask<IReadOnlyList<UnsealedVolume>> FindUnsealedAsync(int set, CancellationToken cancellationToken) =>
        ReadThreads.RunAsync(() => FindUnsealed(set), cancellationToken);

    /// <summary>Deletes a large object that will never be whole, when the last byte of it came so long ago that nobody is sending any more.</summary>
    public ValueTask DeleteIncomingAsync(long volume) => WriteThreads.RunAsync(() =>
    {
        var path = Directory.GetPath(volume, VolumeDirectory.Incoming);
        if (File.GetLastWriteTimeUtc(path) < (Time.GetUtcNow() - VolumeCompactor.MinimumAge).UtcDateTime)
            Directory.Files.Delete(path);
    });

    /// <summary>The volumes that this store has written, the oldest first.</summary>
    public IReadOnlyList<VolumeInfo> GetVolumes()
    {
        var volumes = new List<VolumeInfo>();
        foreach (var (id, extension) in Directory.Enumerate())
        {
            var file = new FileInfo(Directory.GetPath(id, extension));
            if (VolumeDirectory.ToState(extension) is { } state && file.Exists)
                volumes.Add(new VolumeInfo(id, state, file.Length, _garbage.GetBytes(id)));
        }

        volumes.Sort((left, right) => left.Id.CompareTo(right.Id));
        return volumes;
    }

    /// <summary>The same, looked up on a thread that may wait for the disk.</summary>
    public ValueTask<IReadOnlyList<VolumeInfo>> GetVolumesAsync(CancellationToken cancellationToken) => ReadThreads.RunAsync(GetVolumes, cancellationToken);

    /// <inheritdoc cref="VolumeRecords.ReadEntries"/>
    public IEnumerable<VolumeEntry> ReadEntries(long volume) => _records.ReadEntries(volume);

    /// <inheritdoc cref="VolumeRecords.Verify"/>
    public IEnumerable<VolumeProblem> Verify(long volume, CancellationToken cancellationToken = default) => _records.Verify(volume, cancellationToken);

    /// <summary>
    /// Reclaims what is garbage in a sealed volume, or in one that a node left open that ended: moves every live record to another volume, then deletes the file.
    /// References to the old volume are answered by <see cref="BlobNotFoundException"/> from then on; reads that have begun
    /// end as they would have. One compaction of a volume at a time.
    /// </summary>
    /// <param name="isLive">Whether the index refers to this very entry (its <see cref="VolumeEntry.Blob"/>).</param>
    /// <param name="relocate">
    /// Lets the index refer to the durable copy instead and returns when that is durable; false when it no longer refers to
    /// the entry.
    /// </param>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    /// <exception cref="InvalidOperationException">This store is writing the volume.</exception>
    public Task<CompactionResult> CompactAsync(
        long volume,
        Func<VolumeEntry, ValueTask<bool>> isLive,
        Func<VolumeEntry, BlobRef, ValueTask<bool>> relocate,
        CancellationToken cancellationToken = default) =>
        new VolumeCompactor(this).CompactAsync(volume, isLive, relocate, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        WriteThreads.Dispose();
        ReadThreads.Dispose();
        _reader.Dispose();
    }

    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    internal VolumeState GetState(long volume) =>
        FindState(volume) ?? throw new BlobNotFoundException($"There is no volume {volume:x16} in {Root}.");

    /// <summary>Whether nobody but this store writes the volume.</summary>
    internal bool IsOwn(long volume) => Sets is null || VolumeSet.Of(volume) == Sets.Own;

    /// <inheritdoc cref="VolumeRecords.Scan"/>
    internal IEnumerable<VolumeScanItem> Scan(long volume, CancellationToken cancellationToken) => _records.Scan(volume, readPayloads: true, cancellationToken);

    /// <summary>Deletes a volume for good that nobody writes and returns the bytes it took.</summary>
    internal long Delete(long volume, VolumeState state)
    {
        var file = new FileInfo(Directory.GetPath(volume, VolumeDirectory.ToExtension(state)));
        var length = file.Length;
        Directory.Files.Delete(file.FullName);
        _reader.Close(volume);
        _garbage.Drop(volume);
        Directory.Files.FlushDirectory(file.DirectoryName!);
        return length;
    }

    private IReadOnlyList<UnsealedVolume> FindUnsealed(int set) =>
    [
        .. from file in VolumeDirectory.Enumerate(Root, set)
           where file.Extension is VolumeDirectory.Open or VolumeDirectory.Incoming
           orderby file.Id
           select new UnsealedVolume(file.Id, file.Extension == VolumeDirectory.Incoming),
    ];

    private VolumeState? FindState(long volume) =>
        File.Exists(Directory.GetPath(volume, VolumeDirectory.Open)) ? VolumeState.Open
        : File.Exists(Directory.GetPath(volume, VolumeDirectory.Sealed)) ? VolumeState.Sealed
        : File.Exists(Directory.GetPath(volume, VolumeDirectory.LargeObject)) ? VolumeState.LargeObject
        : null;
}
