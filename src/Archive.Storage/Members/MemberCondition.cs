namespace Archive.Storage.Members;

/// <summary>How a node does, by its own account.</summary>
/// <param name="Lag">For how long it has not seen the end of the journal: its followers may not know what others have committed since. Null: it does not say.</param>
/// <param name="NotReadyReason">Why it takes no objects; null: it does.</param>
public sealed record MemberCondition(TimeSpan? Lag, string? NotReadyReason)
{
    public static MemberCondition Starting { get; } = new(null, "The archive starts.");

    /// <summary>As a database keeps it.</summary>
    internal int? LagMs => Lag is { } lag ? (int)Math.Min(lag.TotalMilliseconds, int.MaxValue) : null;

    internal static MemberCondition Of(int? lagMs, string? notReadyReason) =>
        new(lagMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, notReadyReason);
}
