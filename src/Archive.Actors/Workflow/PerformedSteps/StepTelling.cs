namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Whether the worklist knows what became of the scheduled steps.</summary>
/// <param name="Told">The revision that it knows.</param>
/// <param name="DueAt">When to tell it next; null when it knows all, or there is nothing scheduled.</param>
public sealed record StepTelling(long Told, int Attempts, DateTimeOffset? DueAt, string? Problem)
{
    public static readonly StepTelling Nothing = new(0, 0, null, null);
}
