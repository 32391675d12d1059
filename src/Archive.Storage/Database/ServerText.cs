namespace Archive.Storage.Database;

/// <summary>What database servers cannot hold of a text. Matching keys pass through <see cref="Clean"/> as values do, so that they still find each other.</summary>
internal static class ServerText
{
    /// <summary>Characters of a value in an index: two of them have room in one of its entries, whatever their characters are.</summary>
    public const int MaxIndexed = 256;

    /// <summary>There is no NUL in a text.</summary>
    public static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    /// <summary>The beginning of a value that is longer than any that the standard allows.</summary>
    public static string Indexed(string text) =>
        text.Length <= MaxIndexed ? text : text[..(char.IsHighSurrogate(text[MaxIndexed - 1]) ? MaxIndexed - 1 : MaxIndexed)];
}
