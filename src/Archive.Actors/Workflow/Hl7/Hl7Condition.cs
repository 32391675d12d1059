namespace Archive.Actors.Workflow.Hl7;

/// <summary>Chooses a segment, or a value of a field, by what stands in it.</summary>
/// <param name="Field">0 within a field.</param>
public sealed record Hl7Condition(int Field, int Component, IReadOnlyList<string> Values)
{
    public bool Holds(Hl7Segment segment) => Values.Contains(segment.Text(Field, Component), StringComparer.OrdinalIgnoreCase);

    public bool Holds(Hl7Repetition repetition) => Values.Contains(repetition.Text(Component), StringComparer.OrdinalIgnoreCase);
}
