using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// How the words of a name sound, as the American Soundex code of their letters: what two spellings of one name have in
/// common. A word in a script without Latin letters sounds like itself.
/// </summary>
internal static class NameSounds
{
    private const int Length = 4;

    // Of A to Z; 0 is a vowel, which parts equal codes, and - is H or W, which do not.
    private const string Codes = "0123012-02245501262301-202";

    /// <summary>A code for each word of all component groups, without repetition.</summary>
    public static IReadOnlyList<string> Of(string personName) =>
        [.. TextFolding.NameTokens(personName).Select(OfWord).Distinct(StringComparer.Ordinal)];

    private static string OfWord(string word)
    {
        var letters = word.ToUpperInvariant();
        if (letters.Length == 0 || letters.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            return word;
        Span<char> sound = ['0', '0', '0', '0'];
        sound[0] = letters[0];
        var length = 1;
        var last = CodeOf(letters[0]);
        for (var i = 1; i < letters.Length && length < Length; i++)
        {
            var code = CodeOf(letters[i]);
            if (code == '-')
                continue;
            if (code != '0' && code != last)
                sound[length++] = code;
            last = code;
        }

        return new string(sound);
    }

    private static char CodeOf(char letter) => Codes[letter - 'A'];
}
