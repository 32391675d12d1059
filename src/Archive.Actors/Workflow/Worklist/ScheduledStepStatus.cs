namespace Archive.Actors.Workflow.Worklist;

/// <summary>Scheduled Procedure Step Status (0040,0020): the defined terms of PS3.3 C.4.10 and those that IHE adds for what is over.</summary>
public enum ScheduledStepStatus
{
    Scheduled = 1,
    Arrived = 2,
    Ready = 3,
    Started = 4,
    Departed = 5,
    Completed = 6,
    Discontinued = 7,
    Cancelled = 8,
}
