using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// A person name (PS3.5 6.2.1) as it is matched: each component group folded on its own, empty where it has none. A comma
/// parts components as a caret does, since people write <c>Doe, Jane</c>.
/// </summary>
internal readonly record struct FoldedName(string Alphabetic, string Ideographic, string Phonetic)
{
    public static FoldedName From(string personName)
    {
        var groups = personName.Split('=', 4);
        return new FoldedName(Fold(groups, 0), Fold(groups, 1), Fold(groups, 2));
    }

    public static string FoldGroup(string group) => TextFolding.Fold(group.Replace(',', ' '));

    private static string Fold(string[] groups, int index) => index < groups.Length ? FoldGroup(groups[index]) : string.Empty;
}
