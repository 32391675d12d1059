namespace Archive.Actors.Workflow.Commitment;

/// <summary>An instance of a list that is not safe.</summary>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Reason">Failure Reason (0008,1197).</param>
public sealed record CommitmentFailure(int Index, int Reason);
