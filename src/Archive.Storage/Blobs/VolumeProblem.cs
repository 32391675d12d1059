namespace Archive.Storage.Blobs;

/// <summary>Bytes of a volume that are not what was written.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">Their number, as far as can be told.</param>
/// <param name="Description">What is wrong, for a person.</param>
/// <param name="Entry">The record that is hit, when its header can still be read.</param>
public sealed record VolumeProblem(long Volume, long Offset, long Length, string Description, VolumeEntry? Entry = null);
