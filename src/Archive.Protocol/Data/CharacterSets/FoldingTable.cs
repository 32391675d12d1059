namespace Archive.Protocol.Data.CharacterSets;

/// <summary>What each character of the Basic Multilingual Plane folds to, in pages of 256 characters.</summary>
internal static partial class FoldingTable
{
    // No private-use character folds to anything, so these stand for the texts that are not one character long.
    private const char FirstExpansion = '\uE000';
    private const char LastExpansion = '\uF8FF';

    private static readonly char[]?[] Pages = new char[256][];
    private static readonly List<string> Expansions = [];

    static FoldingTable()
    {
        foreach (var range in Foldings.AsSpan().Split('\n'))
        {
            var line = Foldings.AsSpan(range);
            if (!line.IsEmpty)
                Add(line[0], line[1..]);
        }
    }

    /// <summary>
    /// Gives the one character that a character folds to. False when it folds to none or several:
    /// <paramref name="expansion"/> has them then.
    /// </summary>
    public static bool TryFold(char character, out char folded, out string expansion)
    {
        (folded, expansion) = (character, string.Empty);
        if (Pages[character >> 8] is not { } page || page[character & 0xFF] is var entry && entry == '\0')
            return true;
        if (entry is < FirstExpansion or > LastExpansion)
        {
            folded = entry;
            return true;
        }

        expansion = Expansions[entry - FirstExpansion];
        return false;
    }

    private static void Add(char character, ReadOnlySpan<char> folded)
    {
        var page = Pages[character >> 8] ??= new char[256];
        if (folded.Length == 1)
        {
            page[character & 0xFF] = folded[0];
            return;
        }

        page[character & 0xFF] = (char)(FirstExpansion + Expansions.Count);
        Expansions.Add(folded.ToString());
    }
}
