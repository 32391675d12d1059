namespace Archive.LoadTests.Reports;

/// <summary>What the target said of itself, and the kernel of its process.</summary>
internal sealed record TargetReport
{
    public required IReadOnlyList<TargetSecond> Seconds { get; init; }

    public required IReadOnlyList<TargetMetric> Metrics { get; init; }

    /// <summary>What could not be read, and why, each once.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
