namespace Archive.LoadTests.Reports;

/// <summary>Which run it was.</summary>
internal sealed record RunIdentity
{
    public required DateTime StartedUtc { get; init; }

    public required double WarmUpSeconds { get; init; }

    public required double MeasuredSeconds { get; init; }

    public required long Seed { get; init; }

    public required string Name { get; init; }

    /// <summary>AE@host:port, several of a cluster.</summary>
    public required string Target { get; init; }

    /// <summary>As the target named itself in its answer.</summary>
    public string? TargetVersion { get; init; }

    /// <summary>Of the rig.</summary>
    public required string Machine { get; init; }

    public required string RigVersion { get; init; }
}
