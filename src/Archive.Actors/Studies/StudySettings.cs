namespace Archive.Actors.Studies;

/// <summary>How studies are asked, and how many are in memory.</summary>
public sealed record StudySettings
{
    /// <summary>How long a command may take, told again as often as need be.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one attempt may take before the command is told again.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Objects, and versions of objects, of the studies that are in memory.</summary>
    public long MaxLiveInstances { get; init; } = 500_000;
}
