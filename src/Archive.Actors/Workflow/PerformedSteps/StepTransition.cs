using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What a request does to a performed step: it leads to a state, or is refused.</summary>
internal readonly record struct StepTransition(PerformedStepStatus? To, DimseStatus Status, ushort? ErrorId)
{
    public static StepTransition Into(PerformedStepStatus status) => new(status, DimseStatus.Success, null);

    public static StepTransition Refused(DimseStatus status, ushort? errorId = null) => new(null, status, errorId);
}
