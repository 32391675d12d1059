namespace Archive.LoadTests.Reports;

/// <summary>One of the operations that took longest.</summary>
internal sealed record SlowObject
{
    public required string Modality { get; init; }

    public required string Operation { get; init; }

    public string? SopInstanceUid { get; init; }

    /// <summary>Load, device and arrival.</summary>
    public required string Trace { get; init; }

    public required double PlannedSecond { get; init; }

    public required double LatencyMs { get; init; }

    public required double ServiceMs { get; init; }

    public required string Outcome { get; init; }
}
