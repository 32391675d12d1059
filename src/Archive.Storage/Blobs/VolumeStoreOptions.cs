using System.ComponentModel.DataAnnotations;

namespace Archive.Storage.Blobs;

/// <summary>Where and how a <see cref="VolumeStore"/> keeps its volumes.</summary>
public sealed class VolumeStoreOptions
{
    /// <summary>The directory of the volume files; made when missing. One store at a time (<see cref="DataDirectoryLock"/>), or one of each set (<see cref="IVolumeSets"/>).</summary>
    [Required]
    public required string Directory { get; init; }

    /// <summary>A volume is sealed, and the next one begun, when a record would make it longer than this.</summary>
    [Range(1L << 20, 1L << 40)]
    public long VolumeBytes { get; init; } = 1L << 30;

    /// <summary>
    /// A longer data set gets a volume of its own. The limit keeps a record's blocks below what one gathered write takes (1,024).
    /// </summary>
    [Range(0, 64 * 1024 * 1024)]
    public int LargeObjectBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>What is never used of the file system, so that the database and the operator have room to act.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How many reads of volumes wait for the disk at once; more wait their turn.</summary>
    [Range(1, 1024)]
    public int ReadThreads { get; init; } = 16;

    /// <summary>How many large objects are written to the disk at once; more wait their turn.</summary>
    [Range(1, 1024)]
    public int LargeObjectThreads { get; init; } = 8;
}
