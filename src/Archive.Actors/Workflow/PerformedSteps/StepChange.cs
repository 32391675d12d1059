using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What a performed procedure step tells of the scheduled steps that it performs.</summary>
/// <param name="Step">SOP Instance UID of the performed step.</param>
/// <param name="Sequence">Grows with each change of the step: of two changes of one step the higher one is the later.</param>
/// <param name="Status">Performed Procedure Step Status (0040,0252) now.</param>
/// <param name="StudyInstanceUids">Of all scheduled steps that it names, each once.</param>
/// <param name="Scheduled">The scheduled steps that it names; none for an unscheduled one.</param>
public sealed record StepChange(
    SopInstanceUid Step, long Sequence, PerformedStepStatus Status, IReadOnlyList<StudyInstanceUid> StudyInstanceUids, IReadOnlyList<ScheduledStepReference> Scheduled);
