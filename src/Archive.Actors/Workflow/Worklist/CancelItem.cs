namespace Archive.Actors.Workflow.Worklist;

/// <summary>Cancels one step. A step that is being performed stays so until its performed step ends.</summary>
/// <param name="IsDiscontinued">True for an order that was begun and is given up (HL7 DC).</param>
public sealed record CancelItem(string Source, WorklistKey Key, bool IsDiscontinued) : OrderChange(Source);
