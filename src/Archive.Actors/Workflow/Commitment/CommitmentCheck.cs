namespace Archive.Actors.Workflow.Commitment;

/// <summary>What a check of a list came to.</summary>
/// <param name="Missing">How many instances it lacks; more may be lacking where it did not look.</param>
/// <param name="Lacks">What it lacks, for people; null when there is a result.</param>
/// <param name="Failures">The instances that are not safe, when there is a result.</param>
internal sealed record CommitmentCheck(int Missing, string? Lacks, IReadOnlyList<CommitmentFailure> Failures);
