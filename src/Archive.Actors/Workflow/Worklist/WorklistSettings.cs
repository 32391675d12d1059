namespace Archive.Actors.Workflow.Worklist;

/// <summary>How the worklist is kept.</summary>
public sealed record WorklistSettings
{
    /// <summary>For how many days after its start a step stays in the list when nothing else happens to it; 0: for ever.</summary>
    public int OpenDays { get; init; } = 14;

    /// <summary>With which of Started, Completed and Discontinued of its performed step a scheduled one leaves the list.</summary>
    public IReadOnlyCollection<ScheduledStepStatus> LeavesWhen { get; init; } = [ScheduledStepStatus.Completed, ScheduledStepStatus.Discontinued];

    /// <summary>The modalities whose steps are completed by their first object, as nothing else tells.</summary>
    public IReadOnlyCollection<string> CompletedByObjects { get; init; } = [];

    /// <summary>By the AE title of a station, the titles of others whose steps are shown to it as its own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Where <c>.wl</c> files are taken from; null: nowhere.</summary>
    public string? Folder { get; init; }

    /// <summary>How often the folder is looked through, whether or not the system tells of changes.</summary>
    public TimeSpan FolderInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked for steps that are due to leave the list, and for objects of steps.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);
}
