using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>What a message says of an attribute.</summary>
/// <param name="Text">Its value, several parted by backslashes; empty for none.</param>
/// <param name="Items">Of a sequence.</param>
/// <param name="IsDeleted">The message says that there is no value any more.</param>
/// <param name="IsDefault">The message says nothing; the mapping has a value for that.</param>
internal readonly record struct Hl7Value(string Text, IReadOnlyList<DataSet> Items, bool IsDeleted = false, bool IsDefault = false)
{
    public static Hl7Value None { get; } = new("", []);

    public bool HasValue => Text.Length > 0 || Items.Count > 0;

    public static Hl7Value Of(string text) => new(text, []);
}
