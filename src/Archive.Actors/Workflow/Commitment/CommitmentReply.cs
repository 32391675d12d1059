using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>What a transaction answers.</summary>
/// <param name="Phase">Where it is then.</param>
public sealed record CommitmentReply(CommitmentOutcome Outcome, CommitmentPhase Phase) : IFactReply;
