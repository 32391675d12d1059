using System.Text;
using System.Text.RegularExpressions;

namespace Archive.Testing.Names;

/// <summary>
/// Matching of person names written a second time, from the standard's text and from the archive's rules, apart from the
/// archive's own code and with a folding of its own: what the standard finds has to be found, and nothing beyond the rules.
/// </summary>
public static class ReferenceNames
{
    private const string Accented = "áàâäåãąćčçďéèêëęěíìîïłńňñóòôöõøŕřśšťúùûüůýÿźžż";
    private const string Plain = "aaaaaaacccdeeeeeeiiiilnnnoooooorrsstuuuuuyyzzz";
    private const string HalfWidth = "ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";
    private const string FullWidth = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

    private static readonly char[] Delimiters = ['^', ' ', ','];

    /// <summary>
    /// PS3.4 C.2.2.2.4 over the characters of the name as it was written, or over each of its components: those that are
    /// not given are empty (PS3.5 6.2.1). A component group that the key does not name is not asked for.
    /// </summary>
    public static bool IsMatchByStandard(string key, string name) => IsLike(Written(key), Written(name)) || ComponentsAreLike(Fold(key), Fold(name));

    /// <summary>
    /// As the archive goes beyond: delimiters are alike and many are one, wild cards cross them, a key of one group is found in
    /// any, and components of asterisks alone may be absent with their delimiter.
    /// </summary>
    public static bool IsMatchByRules(string key, string name)
    {
        string[] asked = [.. Fold(key).Split('=')], given = [.. Fold(name).Split('=')];
        if (asked.All(IsUniversal) || IsLike(Written(key), Written(name)))
            return true;
        return asked.Skip(1).All(group => Words(group).Length == 0)
            ? given.Any(group => IsGroupLike(asked[0], group))
            : asked.Select((group, place) => IsUniversal(group) || (place < given.Length && IsGroupLike(group, given[place]))).All(isLike => isLike);
    }

    /// <summary>Wild card matching, character by character.</summary>
    public static bool IsLike(string pattern, string text)
    {
        // reached[i]: the pattern so far matches the first i characters.
        var characters = text.EnumerateRunes().ToArray();
        var reached = new bool[characters.Length + 1];
        reached[0] = true;
        foreach (var wanted in pattern.EnumerateRunes())
        {
            var next = new bool[reached.Length];
            for (var i = 0; i < reached.Length; i++)
            {
                next[i] = wanted.Value == '*'
                    ? reached[i] || (i > 0 && next[i - 1])
                    : i > 0 && reached[i - 1] && (wanted.Value == '?' || wanted == characters[i - 1]);
            }

            reached = next;
        }

        return reached[^1];
    }

    private static bool ComponentsAreLike(string key, string name)
    {
        string[] asked = key.Split('='), given = name.Split('=');
        return asked.Select((group, place) => group.Length == 0 || GroupIsLike(group, place < given.Length ? given[place] : "")).All(isLike => isLike);

        static bool GroupIsLike(string asked, string given)
        {
            string[] patterns = asked.Split('^'), components = given.Split('^');
            return Enumerable.Range(0, Math.Max(patterns.Length, components.Length)).All(i => IsLike(At(patterns, i), At(components, i)));
        }

        static string At(string[] components, int index) => index < components.Length ? components[index].Trim() : "";
    }

    private static bool IsGroupLike(string key, string group)
    {
        var words = Words(key);
        var regex = new StringBuilder("^");
        var parting = ""; // between the word before and the next
        foreach (var word in words)
        {
            if (word.Trim('*').Length == 0)
            {
                parting = regex.Length == 1 ? "(.* )?" : " (.* )?";
                continue;
            }

            regex.Append(parting).Append(Regex.Escape(word).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", "(?:[\ud800-\udbff][\udc00-\udfff]|.)", StringComparison.Ordinal));
            parting = " ";
        }

        var text = string.Join(' ', Words(group));
        var end = parting.Length > 1 ? "( .*)?$" : "$";
        return text.Length > 0 && Regex.IsMatch(text, regex.Append(end).ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
    }

    private static bool IsUniversal(string group) => Words(group).All(word => word.Trim('*').Length == 0);

    private static string[] Words(string group) => group.Split(Delimiters, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>With every delimiter between components alike, and as many as there are.</summary>
    private static string Written(string name) => Fold(name.Trim()).Trim().Replace(' ', '^').Replace(',', '^');

    /// <summary>Without case, accent, width and script of kana: as much of each as the names of tests have.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var character in text)
        {
            if (character is '\uFF9E' or '\uFF9F' && folded.Length > 0)
                folded[^1] += character == '\uFF9E' ? '\u0001' : '\u0002'; // kana stand before their voiced forms
            else
                folded.Append(FoldOne(char.ToLowerInvariant(character)));
        }

        return folded.ToString();
    }

    private static char FoldOne(char character) => character switch
    {
        >= 'ァ' and <= 'ヶ' => (char)(character - 0x60),
        _ when Accented.IndexOf(character, StringComparison.Ordinal) is >= 0 and var letter => Plain[letter],
        _ when HalfWidth.IndexOf(character, StringComparison.Ordinal) is >= 0 and var kana => FullWidth[kana],
        _ => character,
    };
}
