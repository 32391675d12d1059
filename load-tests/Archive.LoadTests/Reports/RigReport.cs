namespace Archive.LoadTests.Reports;

/// <summary>Whether the rig itself was the limit.</summary>
internal sealed record RigReport
{
    /// <summary>Of the arrivals that had a free device.</summary>
    public required double LateShare { get; init; }

    public double LateLimit { get; init; } = 0.01;

    public required bool IsLimit { get; init; }

    /// <summary>Of the rig in the measured time.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Of one processor.</summary>
    public required double CpuPercent { get; init; }

    public required double GcPauseMs { get; init; }

    public required string Note { get; init; }
}
