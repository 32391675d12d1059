namespace Archive.LoadTests.Scenarios;

/// <summary>
/// Arrivals that come whatever the target does, at times that are planned before the run: the senders of a hospital do not wait for each other. Latency
/// counts from the planned time.
/// </summary>
internal sealed record OpenArrivals
{
    /// <summary>The mean, before the curve and the bursts.</summary>
    public required Rate Rate { get; init; }

    /// <summary>True: the times of a Poisson process. False: all at the same distance.</summary>
    public bool IsPoisson { get; init; } = true;

    /// <summary>What the rate is multiplied by, in equal parts of the measured time: a day in small. Empty is constant.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [];

    public IReadOnlyList<Burst> Bursts { get; init; } = [];
}
