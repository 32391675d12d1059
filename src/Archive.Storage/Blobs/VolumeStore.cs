using Archive.Protocol.Data;

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

    private VolumeStore(VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, FileOperations files)
    {
        Options = options;
        Budget = budget;
        Time = time;
        Directory = new VolumeDirectory(options.Directory, options.MinimumFreeBytes, files);
        _reader = new VolumeReader(Directory);
        Writer = new VolumeWriter(Directory, options, budget, time);
    }

    public BlobStoreState State => Writer.Status.State;

    public string? StateReason => Writer.Status.Reason;

    internal VolumeStoreOptions Options { get; }

    internal MemoryBudget Budget { get; }

    internal TimeProvider Time { get; }

    internal VolumeDirectory Directory { get; }

    internal VolumeWriter Writer { get; }

    /// <summary>Opens the store, having put right what an earlier process left unfinished.</summary>
    public static VolumeStore Open(VolumeStoreOptions options, MemoryBudget budget, TimeProvider? time = null) =>
        Open(options, budget, time ?? TimeProvider.System, new FileOperations());

    internal static VolumeStore Open(VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, FileOperations files) =>
        new(options, budget, time, files);

    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than <see cref="MaxPrefixBytes"/>.</exception>
    public IBlobWriter CreateWriter(SopInstanceUid key, ReadOnlySpan<byte> prefix)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix.Length, MaxPrefixBytes, nameof(prefix));
        return new BlobWriter(this, key, prefix.ToArray());
    }

    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(blob, position, buffer, cancellationToken);

    public void Release(BlobRef blob)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        _reader.Dispose();
    }

    internal void ThrowIfNotReady() => Writer.Status.ThrowIfNotReady();
}
