namespace Archive.Actors.Workflow.Worklist;

/// <summary>What a scheduled step knows of a performed one.</summary>
/// <param name="IsListed">The scheduled step stays in the list all the same.</param>
public sealed record PerformedStepNote(string SopInstanceUid, PerformedStepProgress Progress, bool IsListed);
