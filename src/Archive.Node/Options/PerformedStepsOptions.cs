using System.ComponentModel.DataAnnotations;

namespace Archive.Node.Options;

/// <summary>Performed procedure steps: how they are checked, and sent on to peers that have <c>ForwardSteps</c>.</summary>
public sealed class PerformedStepsOptions
{
    /// <summary>Refuse what lacks an attribute that PS3.4 table F.7.2-1 wants, and what an N-SET may not change; else that is logged and shown.</summary>
    public bool Strict { get; init; }

    /// <summary>Until a receiver that failed is tried again; each time twice as long, up to <see cref="MaxRetrySeconds"/>.</summary>
    [Range(1, 86400)]
    public int RetrySeconds { get; init; } = 10;

    [Range(1, 86400)]
    public int MaxRetrySeconds { get; init; } = 900;

    /// <summary>For how long a receiver is tried before it counts as failed.</summary>
    [Range(1, 24 * 365)]
    public int GiveUpHours { get; init; } = 168;
}
