namespace Archive.Storage.Blobs;

/// <summary>A volume and what compaction would win.</summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="GarbageBytes">Bytes of its records that were released; a lower bound after a crash.</param>
public sealed record VolumeInfo(long Id, VolumeState State, long Length, long GarbageBytes);
