namespace Archive.Storage.Blobs;

/// <summary>
/// A stretch of a volume: a whole record (<paramref name="Entry"/>, no <paramref name="Damage"/>), a record whose contents
/// are wrong (both), or bytes that are no record and no hole (<paramref name="Damage"/> alone).
/// </summary>
/// <param name="GroupOffset">Where a record's group begins; 0 for what is no record.</param>
internal readonly record struct VolumeScanItem(long Offset, long End, VolumeEntry? Entry, string? Damage, long GroupOffset = 0)
{
    public VolumeProblem ToProblem(long volume) => new(volume, Offset, End - Offset, Damage!, Entry);
}
