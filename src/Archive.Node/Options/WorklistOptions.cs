using System.ComponentModel.DataAnnotations;
using Archive.Actors.Workflow.Worklist;

namespace Archive.Node.Options;

/// <summary>The modality worklist.</summary>
public sealed class WorklistOptions
{
    /// <summary>For how many days after its start a step stays in the list when nothing else happens to it; 0: for ever.</summary>
    [Range(0, 3650)]
    public int OpenDays { get; init; } = 14;

    /// <summary>With which of Started, Completed and Discontinued a step leaves the list when its performed step is so. Empty: Completed and Discontinued.</summary>
    public IList<ScheduledStepStatus> LeavesWhen { get; init; } = [];

    /// <summary>Modalities that tell nothing of what they perform: the first object of a step completes it.</summary>
    public IList<string> CompletedByObjects { get; init; } = [];

    /// <summary>How often it is looked for objects of such steps, and for steps that are due to leave the list.</summary>
    [Range(1, 3600)]
    public int LookSeconds { get; init; } = 30;

    /// <summary>Stations that are shown the steps of others as their own.</summary>
    public IList<WorklistAliasOptions> Aliases { get; init; } = [];

    /// <summary>A folder whose <c>.wl</c> files, in it and in folders below, are items, as wlmscpfs reads them; empty: none.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How often the folder is looked through, whether or not the system tells of changes.</summary>
    [Range(1, 86400)]
    public int FolderSeconds { get; init; } = 10;
}

/// <summary>A station that is shown the steps of others.</summary>
public sealed class WorklistAliasOptions
{
    /// <summary>The AE title that it asks with.</summary>
    [Required]
    public string Station { get; init; } = "";

    /// <summary>The AE titles whose steps it is shown as its own.</summary>
    public IList<string> Titles { get; init; } = [];
}
