using Archive.Actors.Workflow.Worklist;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>What a message asks for.</summary>
/// <param name="Changes">In their order; to be made only when no problem is more than a warning.</param>
public sealed record Hl7Interpretation(IReadOnlyList<OrderChange> Changes, IReadOnlyList<Hl7Problem> Problems)
{
    public bool IsTaken => Problems.All(problem => problem.IsWarning);
}
