using System.Text;
using Archive.Protocol.Data.CharacterSets;

namespace Archive.Protocol.Data;

/// <summary>
/// Brings text into the form in which it is matched, so that the same name is found however it was typed: case, accents,
/// full and half width, hiragana and katakana, ligatures and typographic quotes and dashes make no difference. Runs of
/// spaces and carets become one space, none at the ends. <c>*</c> and <c>?</c> stay, so a matching key with wildcards is
/// folded like a value. Folding twice changes nothing.
/// </summary>
public static class TextFolding
{
    private const char VoicedMark = '\u3099';
    private const char SemiVoicedMark = '\u309A';

    /// <summary>The folded text; the same instance when there is nothing to fold.</summary>
    public static string Fold(string text) => Ascii.IsValid(text) ? FoldAscii(text) : FoldUnicode(text);

    /// <summary>
    /// The distinct folded words of a person name: those of all components of all three groups (PS3.5 6.2.1), in their
    /// order. A comma parts words too, since people write <c>Doe, Jane</c>.
    /// </summary>
    public static IReadOnlyList<string> NameTokens(string personName)
    {
        var folded = Fold(personName);
        var tokens = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in folded.AsSpan().SplitAny(' ', '=', ','))
        {
            var token = folded[range];
            if (token.Length > 0 && seen.Add(token))
                tokens.Add(token);
        }

        return tokens;
    }

    private static string FoldAscii(string text)
    {
        var buffer = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (!IsSpace(character))
                buffer[length++] = char.ToLowerInvariant(character);
            else if (length > 0 && buffer[length - 1] != ' ')
                buffer[length++] = ' ';
        }

        var folded = buffer[..length].TrimEnd(' ');
        return folded.SequenceEqual(text) ? text : folded.ToString();
    }

    private static string FoldUnicode(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsVariationSelector(text, i))
                i++;
            else if (FoldingTable.TryFold(text[i], out var character, out var expansion))
                Append(folded, character);
            else
                Append(folded, expansion);
        }

        if (folded is [.., ' '])
            folded.Length--;
        return folded.Equals(text) ? text : folded.ToString();
    }

    private static void Append(StringBuilder folded, string expansion)
    {
        foreach (var character in expansion)
            Append(folded, character);
    }

    private static void Append(StringBuilder folded, char character)
    {
        var last = folded.Length > 0 ? folded[^1] : ' ';
        if (IsSpace(character))
        {
            if (last != ' ')
                folded.Append(' ');
        }
        else if (Compose(last, character) is var composed and not '\0')
        {
            folded[^1] = composed;
        }
        else
        {
            folded.Append(character);
        }
    }

    /// <summary>Joins what is a letter of its own when put together: kana with its voiced mark, and the parts of a Hangul syllable.</summary>
    private static char Compose(char first, char second) => second switch
    {
        VoicedMark when first == 'う' => 'ゔ',
        VoicedMark when first is 'ゝ' || IsVoiceable(first) => (char)(first + 1),
        SemiVoicedMark when first is 'は' or 'ひ' or 'ふ' or 'へ' or 'ほ' => (char)(first + 2),
        // Leading consonant and vowel, then syllable without and with final consonant (Unicode 3.12).
        >= '\u1161' and <= '\u1175' when first is >= '\u1100' and <= '\u1112' =>
            (char)(0xAC00 + ((((first - 0x1100) * 21) + (second - 0x1161)) * 28)),
        >= '\u11A8' and <= '\u11C2' when first is >= '\uAC00' and <= '\uD7A3' && (first - 0xAC00) % 28 == 0 =>
            (char)(first + (second - 0x11A7)),
        _ => '\0',
    };

    // Unvoiced kana stand before their voiced forms: at odd code points up to ぢ, even ones up to ど, by threes in ば to ぽ.
    private static bool IsVoiceable(char kana) => kana switch
    {
        >= 'か' and <= 'ち' => (kana & 1) == 1,
        >= 'つ' and <= 'と' => (kana & 1) == 0,
        >= 'は' and <= 'ほ' => (kana - 'は') % 3 == 0,
        _ => false,
    };

    // U+E0100 to U+E01EF choose between forms of one ideograph.
    private static bool IsVariationSelector(string text, int index) =>
        text[index] == '\uDB40' && index + 1 < text.Length && text[index + 1] is >= '\uDD00' and <= '\uDDEF';

    private static bool IsSpace(char character) => character is <= ' ' or '^' or '\x7F';
}
