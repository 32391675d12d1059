namespace Archive.Actors.Workflow.Hl7;

/// <summary>One value of a field: components, each of sub-components, at least one of each. Escapes are resolved.</summary>
public sealed class Hl7Repetition(IReadOnlyList<IReadOnlyList<string>> components)
{
    public static Hl7Repetition Empty { get; } = Of("");

    public IReadOnlyList<IReadOnlyList<string>> Components => components;

    /// <summary>Nothing was sent: not even that the value is to be deleted.</summary>
    public bool IsEmpty => components.All(component => component.All(text => text.Length == 0));

    /// <param name="component">From 1 on.</param>
    /// <param name="subcomponent">From 1 on.</param>
    /// <returns>Empty where there is none.</returns>
    public string Text(int component, int subcomponent = 1) =>
        component <= components.Count && subcomponent <= components[component - 1].Count ? components[component - 1][subcomponent - 1] : "";

    public static Hl7Repetition Of(params ReadOnlySpan<string> components)
    {
        var parts = new IReadOnlyList<string>[components.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = [components[i]];
        return new Hl7Repetition(parts);
    }
}
