namespace Archive.Actors.Workflow.Worklist;

/// <summary>How far a performed step is (PS3.3 C.4.14), in the order in which one word of it outweighs another, whichever came first.</summary>
public enum PerformedStepProgress
{
    InProgress = 1,
    Discontinued = 2,
    Completed = 3,
}
