namespace Archive.Actors.Kernel;

/// <summary>
/// Exponential delay before restarts: <paramref name="Min"/>, doubled with each failure up to <paramref name="Max"/>,
/// from the start again once the actor has run for <paramref name="Max"/> without failing.
/// </summary>
public sealed record Backoff(TimeSpan Min, TimeSpan Max)
{
    /// <summary>Up to this share is added at random, so that actors which failed together do not come back together.</summary>
    public double RandomFactor { get; init; } = 0.2;

    internal TimeSpan DelayFor(int failuresInARow)
    {
        double factor = Math.Pow(2, Math.Min(failuresInARow - 1, 30));
        TimeSpan delay = Min * factor < Max ? Min * factor : Max;
        return delay * (1 + (RandomFactor * Random.Shared.NextDouble()));
    }
}
