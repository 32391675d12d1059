namespace Archive.Actors.Maintenance;

/// <summary>When volumes are worth compacting.</summary>
public sealed record MaintenanceSettings
{
    /// <summary>How often the volumes are looked at.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The part of a volume that has to be garbage.</summary>
    public double GarbageRatio { get; init; } = 0.5;

    /// <summary>A sealed volume shorter than this is small: each run of a node leaves one.</summary>
    public long SmallVolumeBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>More small volumes than this are gathered into one.</summary>
    public int MaxSmallVolumes { get; init; } = 16;
}
