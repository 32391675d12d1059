namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Performed Procedure Step Status (0040,0252), PS3.3 C.4.14. Persisted.</summary>
public enum PerformedStepStatus
{
    InProgress = 1,
    Completed = 2,
    Discontinued = 3,
}
