namespace Archive.Actors.Workflow.Commitment;

/// <summary>How commitments are checked and reported.</summary>
public sealed record CommitmentSettings
{
    /// <summary>How long instances that have not come yet are waited for.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an instance that is there and cannot be read may become readable again, beyond the grace.</summary>
    public TimeSpan UnreadablePatience { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When missing instances are first looked for again; then ever later.</summary>
    public TimeSpan FirstRecheck { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRecheck { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Transactions that are checked at once.</summary>
    public int MaxChecks { get; init; } = 2;

    /// <summary>How much is read at most to check, over all transactions.</summary>
    public long MaxReadBytesPerSecond { get; init; } = 200L * 1024 * 1024;

    /// <summary>Peers that are told at once, each on one association.</summary>
    public int MaxReports { get; init; } = 16;

    /// <summary>When a report that failed is first tried again; then ever later.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For how long a peer is tried to be told.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromDays(14);

    /// <summary>For the peer's answer to a report: it may come after an update of its database.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often it is looked what is due.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most references of one request; more are answered with 0213.</summary>
    public int MaxReferences { get; init; } = 100_000;

    /// <summary>When to look again after a check that lacked something.</summary>
    public TimeSpan RecheckAfter(TimeSpan waited) => Clamp(waited / 2, FirstRecheck, LongestRecheck);

    /// <summary>When to try again after failures in a row.</summary>
    public TimeSpan RetryAfter(int failures) => Clamp(FirstRetry * Math.Pow(2, Math.Min(failures, 30) - 1), FirstRetry, LongestRetry);

    private static TimeSpan Clamp(TimeSpan time, TimeSpan least, TimeSpan most) => time < least ? least : time > most ? most : time;
}
