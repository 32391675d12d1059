namespace Archive.Actors.Workflow.Hl7;

/// <summary>A field: at least one value, which may be empty.</summary>
public sealed class Hl7Field(IReadOnlyList<Hl7Repetition> repetitions)
{
    public static Hl7Field Empty { get; } = new([Hl7Repetition.Empty]);

    public IReadOnlyList<Hl7Repetition> Repetitions => repetitions;

    public bool IsEmpty => repetitions.All(repetition => repetition.IsEmpty);

    /// <summary>The first value that says what it is: senders leave out a first identifier and keep its place.</summary>
    public Hl7Repetition First => repetitions.FirstOrDefault(repetition => repetition.Text(1).Length > 0) ?? repetitions[0];

    public static Hl7Field Of(params ReadOnlySpan<string> components) => new([Hl7Repetition.Of(components)]);
}
