namespace Archive.Actors.Workflow.Facts;

/// <summary>How facts are asked, and how long they stay in memory.</summary>
public sealed record FactSettings
{
    /// <summary>How long a command may take, told again as often as need be.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take before the command is told again.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A fact that nobody has told anything for so long leaves memory.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(2);
}
