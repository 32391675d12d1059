using Archive.Protocol.Data;
using Archive.Storage.Health;
using Archive.Storage.Threads;

namespace Archive.Storage.Blobs;

/// <summary>
/// Keeps blobs in append-only volume files (<c>docs/formats/volume.md</c>). Objects up to
/// <see cref="VolumeStoreOptions.LargeObjectBytes"/> share volumes, larger ones have one each.
/// </summary>
public sealed class VolumeStore : IBlobStore
{
    /// <summary>The longest prefix of a blob in bytes.</summary>
    public const int MaxPrefixBytes = 64 * 1024;

    private readonly VolumeReader _reader;
    private readonly GarbageLog _garbage;

    private VolumeStore(VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, FileOperations files, ArchiveHealth health)
    {
        Options = options;
        Budget = budget;
        Time = time;
        Health = health;
        Directory = new VolumeDirectory(options.Directory, options.MinimumFreeBytes, files);
        Recovery = VolumeRecovery.Run(Directory);
        ReadThreads = new DiskThreads("volume reader", options.ReadThreads);
        WriteThreads = new DiskThreads("large object", options.LargeObjectThreads);
        _garbage = new GarbageLog(Directory, WriteThreads);
        _reader = new VolumeReader(Directory.Path, files, ReadThreads);
        Writer = new VolumeWriter(Directory, options, budget, time, health);
    }

    /// <summary>What was put right when the store was opened.</summary>
    public RecoveryReport Recovery { get; }

    internal VolumeStoreOptions Options { get; }

    internal ArchiveHealth Health { get; }

    internal MemoryBudget Budget { get; }

    internal TimeProvider Time { get; }

    internal VolumeDirectory Directory { get; }

    internal VolumeWriter Writer { get; }

    internal DiskThreads ReadThreads { get; }

    /// <summary>Write and delete files of which the volume writer knows nothing.</summary>
    internal DiskThreads WriteThreads { get; }

    /// <summary>Opens the store, having put right what an earlier process left unfinished.</summary>
    public static VolumeStore Open(VolumeStoreOptions options, MemoryBudget budget, TimeProvider? time = null, ArchiveHealth? health = null) =>
        Open(options, budget, time ?? TimeProvider.System, new FileOperations(), health);

    internal static VolumeStore Open(VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, FileOperations files, ArchiveHealth? health = null) =>
        new(options, budget, time, files, health ?? new ArchiveHealth());

    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than <see cref="MaxPrefixBytes"/>.</exception>
    public IBlobWriter CreateWriter(SopInstanceUid key, ReadOnlySpan<byte> prefix)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix.Length, MaxPrefixBytes, nameof(prefix));
        return new BlobWriter(this, key, prefix.ToArray());
    }

    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(blob, position, buffer, cancellationToken);

    public void Release(BlobRef blob) => _garbage.Add(blob);

    /// <summary>All volumes by age, the oldest first.</summary>
    public IReadOnlyList<VolumeInfo> GetVolumes()
    {
        var volumes = new List<VolumeInfo>();
        foreach (var (id, extension) in Directory.Enumerate())
        {
            var file = new FileInfo(Directory.GetPath(id, extension));
            if (ToState(extension) is { } state && file.Exists)
                volumes.Add(new VolumeInfo(id, state, file.Length, _garbage.GetBytes(id)));
        }

        volumes.Sort((left, right) => left.Id.CompareTo(right.Id));
        return volumes;
    }

    /// <summary>The same, looked up on a thread that may wait for the disk.</summary>
    public ValueTask<IReadOnlyList<VolumeInfo>> GetVolumesAsync(CancellationToken cancellationToken) => ReadThreads.RunAsync(GetVolumes, cancellationToken);

    /// <summary>The records of a volume by their headers and trailers; blobs are not read, damage is passed over.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public IEnumerable<VolumeEntry> ReadEntries(long volume)
    {
        using var file = _reader.Open(volume);
        foreach (var item in new VolumeScanner(Directory.Files, file, volume, Writer.GetDurableEnd(volume), readPayloads: false).Scan())
        {
            if (item is { Entry: { } entry, Damage: null })
                yield return entry;
        }
    }

    /// <summary>Reads every byte of a volume back and says what is not as it was written.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public IEnumerable<VolumeProblem> Verify(long volume, CancellationToken cancellationToken = default)
    {
        var isSealed = GetState(volume) != VolumeState.Open;
        using var file = _reader.Open(volume);
        var scanner = new VolumeScanner(Directory.Files, file, volume, Writer.GetDurableEnd(volume), readPayloads: true);
        var records = 0L;
        foreach (var item in scanner.Scan())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item.Entry is not null)
                records++;
            if (item.Damage is not null)
                yield return item.ToProblem(volume);
        }

        var length = RandomAccess.GetLength(file);
        if (scanner.Footer is { } footer && footer.Records != records)
            yield return new VolumeProblem(volume, 0, length, $"{footer.Records} records were written, {records} are found.");
        if (isSealed && scanner.Footer is null)
            yield return new VolumeProblem(volume, length, 0, "The footer is missing or damaged: the volume may have been cut.");
    }

    /// <summary>
    /// Reclaims what is garbage in a sealed volume: moves every live record to another volume, then deletes the file.
    /// References to the old volume are answered by <see cref="BlobNotFoundException"/> from then on; reads that have begun
    /// end as they would have. One compaction of a volume at a time.
    /// </summary>
    /// <param name="isLive">Whether the index refers to this very entry (its <see cref="VolumeEntry.Blob"/>).</param>
    /// <param name="relocate">
    /// Lets the index refer to the durable copy instead and returns when that is durable; false when it no longer refers to
    /// the entry.
    /// </param>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    /// <exception cref="InvalidOperationException">The volume is open.</exception>
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
        File.Exists(Directory.GetPath(volume, VolumeDirectory.Open)) ? VolumeState.Open
        : File.Exists(Directory.GetPath(volume, VolumeDirectory.Sealed)) ? VolumeState.Sealed
        : File.Exists(Directory.GetPath(volume, VolumeDirectory.LargeObject)) ? VolumeState.LargeObject
        : throw new BlobNotFoundException($"There is no volume {volume:x16} in {Directory.Path}.");

    /// <summary>Deletes a sealed volume for good and returns the bytes it took.</summary>
    internal long Delete(long volume, VolumeState state)
    {
        var file = new FileInfo(Directory.GetPath(volume, state == VolumeState.Sealed ? VolumeDirectory.Sealed : VolumeDirectory.LargeObject));
        var length = file.Length;
        Directory.Files.Delete(file.FullName);
        _reader.Close(volume);
        _garbage.Drop(volume);
        Directory.Flush();
        return length;
    }

    private static VolumeState? ToState(string extension) => extension switch
    {
        VolumeDirectory.Open => VolumeState.Open,
        VolumeDirectory.Sealed => VolumeState.Sealed,
        VolumeDirectory.LargeObject => VolumeState.LargeObject,
        _ => null,
    };
}
