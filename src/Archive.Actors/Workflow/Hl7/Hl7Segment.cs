namespace Archive.Actors.Workflow.Hl7;

/// <summary>A segment. Of MSH the first two fields are the delimiters as they stand.</summary>
/// <param name="Fields">The first of them is field 1.</param>
public sealed record Hl7Segment(string Name, IReadOnlyList<Hl7Field> Fields)
{
    /// <param name="number">From 1 on.</param>
    public Hl7Field this[int number] => number <= Fields.Count ? Fields[number - 1] : Hl7Field.Empty;

    /// <summary>The first component of a field.</summary>
    public string Text(int field, int component = 1) => this[field].First.Text(component);
}
