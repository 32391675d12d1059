namespace Archive.Actors.Workflow.Worklist;

/// <summary>What became of a change.</summary>
/// <param name="Problem">Why it was not done, for who sent it; null where it was.</param>
public sealed record OrderResult(OrderOutcome Outcome, string? Problem = null)
{
    /// <summary>True when all is as the sender wants it.</summary>
    public bool IsDone => Outcome is OrderOutcome.Created or OrderOutcome.Changed or OrderOutcome.Unchanged;
}
