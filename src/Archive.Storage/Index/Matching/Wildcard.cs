namespace Archive.Storage.Index.Matching;

/// <summary>Wild card matching (PS3.4 C.2.2.2.4): <c>*</c> is any text, also none, <c>?</c> any one character. Heeds case.</summary>
internal static class Wildcard
{
    /// <param name="gap">A character of the pattern that stands for a space, or for a space, any text and another space.</param>
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, char? gap = null)
    {
        var (t, p) = (0, 0);
        var (retryText, retryPattern, isGap) = (0, -1, false); // where the last asterisk or gap may take more
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (retryText, retryPattern, isGap) = (t, ++p, false);
            }
            else if (p < pattern.Length && pattern[p] == gap && text[t] == ' ')
            {
                (retryText, retryPattern, isGap) = (++t, ++p, true);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                t += pattern[p] == '?' ? CharacterLength(text, t) : 1;
                p++;
            }
            else
            {
                var taken = retryPattern < 0 ? 0 : isGap ? text[retryText..].IndexOf(' ') + 1 : CharacterLength(text, retryText);
                if (taken == 0)
                    return false;
                (t, p) = (retryText += taken, retryPattern);
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    /// <summary>What stands before the first wild card.</summary>
    public static string Prefix(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') is >= 0 and var end ? pattern[..end] : pattern;

    /// <summary>Two where a character takes a surrogate pair.</summary>
    private static int CharacterLength(ReadOnlySpan<char> text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
}
