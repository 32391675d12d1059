namespace Archive.LoadTests.Reports;

/// <summary>One series of the target's own metrics, before and after the run.</summary>
internal sealed record TargetMetric
{
    /// <summary>As the target writes it, with its labels.</summary>
    public required string Name { get; init; }

    public required double First { get; init; }

    public required double Last { get; init; }
}
