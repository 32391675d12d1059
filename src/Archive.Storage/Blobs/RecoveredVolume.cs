namespace Archive.Storage.Blobs;

/// <summary>A volume that an earlier process left open and that is sealed now, or deleted when it held no record.</summary>
/// <param name="Records">Whole records in it.</param>
/// <param name="End">Where its records end; what lay behind was cut off.</param>
/// <param name="TornTail">What was cut off or cleared, because it never became durable, for a person; null when nothing.</param>
/// <param name="Problems">Damage to what had been durable; left as it is.</param>
public sealed record RecoveredVolume(long Id, int Records, long End, string? TornTail, IReadOnlyList<VolumeProblem> Problems);
