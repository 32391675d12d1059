namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>How performed procedure steps are checked and forwarded.</summary>
public sealed record PerformedStepsSettings
{
    /// <summary>What PS3.4 table F.7.2-1 wants and is not there is a reason to refuse (0120, 0121), and so is what an N-SET may not change (0106).</summary>
    public bool IsStrict { get; init; }

    /// <summary>From the end of one look at what is due to the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Until what failed is tried again; each time twice as long, up to <see cref="MaxRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For how long a receiver is tried before somebody has to look.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>When to try again what has failed so often.</summary>
    /// <param name="attempts">Those that had failed before.</param>
    internal TimeSpan DelayAfter(int attempts)
    {
        var delay = RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20));
        return TimeSpan.FromSeconds(Math.Min(delay, MaxRetryDelay.TotalSeconds));
    }
}
