using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>What became of a command to a scheduled step.</summary>
/// <param name="Problem">Why nothing did, for who wanted it.</param>
public sealed record WorklistReply(OrderOutcome Outcome, string? Problem = null) : IFactReply;
