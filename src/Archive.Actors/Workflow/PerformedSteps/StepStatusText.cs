namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Values of Performed Procedure Step Status (0040,0252).</summary>
public static class StepStatusText
{
    public const string InProgress = "IN PROGRESS";
    public const string Completed = "COMPLETED";
    public const string Discontinued = "DISCONTINUED";

    public static string Of(PerformedStepStatus status) => status switch
    {
        PerformedStepStatus.InProgress => InProgress,
        PerformedStepStatus.Completed => Completed,
        PerformedStepStatus.Discontinued => Discontinued,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A step has no such state."),
    };

    /// <summary>What an N-SET with this value wants; null when the value is none of the standard's. A value is compared without what pads it.</summary>
    internal static StepRequest? RequestOf(string? value) => value?.Trim() switch
    {
        null or "" => StepRequest.Change,
        InProgress => StepRequest.GoOn,
        Completed => StepRequest.Complete,
        Discontinued => StepRequest.Discontinue,
        _ => null,
    };
}
