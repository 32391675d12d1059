using System.Text;
using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// What a key asks of one component group of a person name, folded as the group is. Components of asterisks alone may be
/// absent together with what parts them from the others: <c>SMITH^*^JR</c> is also <c>SMITH^JR</c> (PS3.4 C.2.2.2.4: an
/// asterisk is also no text; PS3.5 6.2.1: components may be empty, trailing delimiters left out).
/// </summary>
internal sealed class NameGroupPattern
{
    /// <summary>A space, or a space, any text and another space: stands where such components are. No folded text has it.</summary>
    private const char Gap = '\n';

    private static readonly NameGroupPattern Nothing = new(string.Empty);

    private NameGroupPattern(string text)
    {
        Text = text;
        HasWildcards = QueryKeyParser.HasWildcard(text);
        Prefix = (HasWildcards ? text[..text.AsSpan().IndexOfAny('*', '?')] : text).TrimEnd(' ');
    }

    /// <summary>The folded pattern; the value itself where it has no wild cards.</summary>
    public string Text { get; }

    public bool HasWildcards { get; }

    /// <summary>True when it asks for nothing: any group matches, also an empty one.</summary>
    public bool IsUniversal => AsksNothing(Text);

    /// <summary>How every group that matches begins.</summary>
    public string Prefix { get; }

    /// <summary>What every group that matches contains, in this order.</summary>
    public IReadOnlyList<string> Pieces => field ??= Between.Split(['*', '?', Gap], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True when its wild cards stand at its ends: then <see cref="Spaced"/> says all of it.</summary>
    public bool IsPlain => Pieces.Count <= 1 && !Text.Contains('?', StringComparison.Ordinal);

    /// <summary>A wild card pattern of the group between two spaces; exact where <see cref="IsPlain"/>.</summary>
    public string Spaced => Between[0] == Gap ? "* " + ToWildcards(Between[1..]) : ToWildcards(Between);

    /// <summary>What is asked of the group between two spaces.</summary>
    private string Between => field ??= Space(Text);

    /// <param name="text">One component group of a key.</param>
    public static NameGroupPattern From(string text) => text.Length == 0 ? Nothing : new NameGroupPattern(FoldedName.FoldGroup(text));

    /// <param name="folded">A folded component group of a key.</param>
    public static bool AsksNothing(string folded) => !folded.AsSpan().ContainsAnyExcept("* ");

    /// <param name="group">A folded component group.</param>
    public bool IsMatch(string group) =>
        group.Length > 0 && (HasWildcards ? Wildcard.IsMatch($" {group} ", Between, Gap) : string.Equals(group, Text, StringComparison.Ordinal));

    private static string ToWildcards(string spaced) => spaced.Replace($"{Gap}", " *", StringComparison.Ordinal);

    private static string Space(string text)
    {
        var spaced = new StringBuilder(text.Length + 2);
        var boundary = ' ';
        foreach (var component in text.Split(' '))
        {
            if (!component.AsSpan().ContainsAnyExcept('*'))
            {
                boundary = Gap;
                continue;
            }

            spaced.Append(boundary).Append(component);
            boundary = ' ';
        }

        return spaced.Append(boundary).ToString();
    }
}
