namespace Archive.LoadTests.Reports;

/// <summary>One step on the way to where the target no longer keeps up.</summary>
internal sealed record KneeStep
{
    /// <summary>Planned, per second.</summary>
    public required double Rate { get; init; }

    /// <summary>Per second.</summary>
    public required double Completed { get; init; }

    /// <summary>From the planned start.</summary>
    public required double P99Ms { get; init; }

    public required double FailedShare { get; init; }

    public required bool IsKept { get; init; }
}
