namespace Archive.Actors.Workflow.Facts;

/// <summary>What a command leads to.</summary>
/// <param name="Events">None: nothing is to be recorded, and the answer comes when all has committed that was decided before.</param>
/// <param name="Reply">The answer when the events have committed.</param>
public sealed record FactDecision(IReadOnlyList<IFactEvent> Events, IFactReply Reply)
{
    /// <summary>Nothing happens.</summary>
    public static FactDecision Nothing(IFactReply reply) => new([], reply);
}
