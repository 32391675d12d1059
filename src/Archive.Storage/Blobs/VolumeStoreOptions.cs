namespace Archive.Storage.Blobs;

/// <summary>Where and how a <see cref="VolumeStore"/> keeps its volumes.</summary>
public sealed class VolumeStoreOptions
{
    /// <summary>The directory of the volume files; made when missing. One store at a time (<see cref="DataDirectoryLock"/>).</summary>
    public required string Directory { get; init; }

    /// <summary>A volume is sealed, and the next one begun, when a record would make it longer than this.</summary>
    public long VolumeBytes { get; init; } = 1L << 30;

    /// <summary>A longer data set gets a volume of its own.</summary>
    public int LargeObjectBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>What is never used of the file system, so that the database and the operator have room to act.</summary>
    public long MinimumFreeBytes { get; init; } = 256L * 1024 * 1024;
}
