namespace Archive.Actors.Workflow.Commitment;

/// <summary>What became of the instances of a list: fixed once, reported as often as it takes.</summary>
/// <param name="Failed">How many of the list are not safe.</param>
/// <param name="Failures">Which; null when they are many, and in <paramref name="FailureDocument"/>.</param>
/// <param name="FailureDocument">The document that has them; null when they are few.</param>
public sealed record CommitmentResult(int Succeeded, int Failed, IReadOnlyList<CommitmentFailure>? Failures, string? FailureDocument)
{
    /// <summary>More than these go into a document.</summary>
    public const int MostInline = 64;

    /// <summary>1: all are safe; 2: there are failures (PS3.4 J.3.3.1.2).</summary>
    public ushort EventType => Failed == 0 ? (ushort)1 : (ushort)2;
}
