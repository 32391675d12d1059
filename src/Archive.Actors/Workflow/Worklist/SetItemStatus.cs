namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// What the order system, or a user, says of the status: that the patient arrived, that the step is done where no performed step tells.
/// <see cref="ScheduledStepStatus.Scheduled"/> opens a cancelled item again.
/// </summary>
public sealed record SetItemStatus(string Source, WorklistKey Key, ScheduledStepStatus Status) : OrderChange(Source);
