namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What came of an attempt to send a message of a step to a receiver.</summary>
/// <param name="Problem">Null: the receiver has it.</param>
/// <param name="IsFinal">To try again would not help.</param>
internal sealed record StepSending(string? Problem, bool IsFinal)
{
    public static readonly StepSending Taken = new(null, IsFinal: false);
}
