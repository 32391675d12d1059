namespace Archive.Actors.Canary;

/// <summary>How often the node sees whether what it stores comes back.</summary>
public sealed record CanarySettings
{
    /// <summary>From the end of a round to the next; before the first one, too.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a round may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
