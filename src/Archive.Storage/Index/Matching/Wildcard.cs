namespace Archive.Storage.Index.Matching;

/// <summary>Wild card matching (PS3.4 C.2.2.2.4): <c>*</c> is any text, also none, <c>?</c> any one character. Heeds case.</summary>
internal static class Wildcard
{
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var (t, p) = (0, 0);
        var (retryText, retryPattern) = (0, -1); // where the last asterisk may take one character more
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (retryText, retryPattern) = (t, ++p);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                t += pattern[p] == '?' ? CharacterLength(text, t) : 1;
                p++;
            }
            else if (retryPattern >= 0)
            {
                retryText += CharacterLength(text, retryText);
                (t, p) = (retryText, retryPattern);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    /// <summary>Two where a character takes a surrogate pair.</summary>
    private static int CharacterLength(ReadOnlySpan<char> text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
}
