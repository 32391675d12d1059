namespace Archive.Protocol.Data;

/// <summary>
/// A component group of a person name: five components (PS3.5 6.2.1), each trimmed, empty when not given.
/// </summary>
public sealed record PersonNameGroup(
    string FamilyName = "",
    string GivenName = "",
    string MiddleName = "",
    string Prefix = "",
    string Suffix = "")
{
    public static PersonNameGroup Empty { get; } = new();

    public bool IsEmpty => this == Empty;

    /// <summary>Reads <c>family^given^middle^prefix^suffix</c>. What stands after a fifth caret is taken as more of the suffix.</summary>
    public static PersonNameGroup Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Empty;
        var components = text.Split('^', StringSplitOptions.TrimEntries);
        return new PersonNameGroup(At(0), At(1), At(2), At(3), string.Join(' ', components.Skip(4).Where(component => component.Length > 0)));

        string At(int index) => index < components.Length ? components[index] : string.Empty;
    }

    /// <summary>As encoded: components with carets between them, none after the last component that is given.</summary>
    public override string ToString() => string.Join('^', FamilyName, GivenName, MiddleName, Prefix, Suffix).TrimEnd('^');
}
