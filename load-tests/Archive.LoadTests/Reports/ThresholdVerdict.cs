namespace Archive.LoadTests.Reports;

/// <summary>Whether a threshold was kept.</summary>
internal sealed record ThresholdVerdict
{
    public required string Name { get; init; }

    public required double Limit { get; init; }

    /// <summary>Null when nothing was there to be measured; then the threshold is missed.</summary>
    public required double? Measured { get; init; }

    public required string Unit { get; init; }

    public required bool IsKept { get; init; }
}
