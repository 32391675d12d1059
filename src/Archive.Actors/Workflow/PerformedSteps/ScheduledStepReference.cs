namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>An item of the Scheduled Step Attributes Sequence (0040,0270): what a modality took from the worklist. Empty where it left a value out.</summary>
public sealed record ScheduledStepReference(string StudyInstanceUid, string AccessionNumber, string RequestedProcedureId, string ScheduledStepId);
