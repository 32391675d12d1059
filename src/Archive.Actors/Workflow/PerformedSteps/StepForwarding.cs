namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Among the settings of a peer: performed procedure steps are sent on to it.</summary>
public sealed record StepForwarding
{
    public static readonly StepForwarding On = new();
}
