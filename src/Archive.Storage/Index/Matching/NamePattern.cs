using System.Buffers;
using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// What a key asks of a person name. A pattern of one component group matches any group of the name, so that a name is found
/// however it is written; one of several groups matches each of them in its place. A name also matches when the key is like
/// it as it was written, character by character, where wild cards stand for delimiters too (PS3.4 C.2.2.2.4): those that
/// folding takes away, and the equals sign between groups.
/// </summary>
internal sealed class NamePattern
{
    // Stands for one delimiter where folding would make one of many; folds to itself.
    private const char Delimiter = '\uE000';

    // Tell nearly every key that asks for something, without folding it.
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly string _key;
    private readonly bool _crossesGroups;

    private NamePattern(string key)
    {
        _key = key;
        var groups = key.Split('=', 4);
        NameGroupPattern[] patterns = [At(0), At(1), At(2)];
        Groups = patterns;
        MatchesAnyGroup = Groups[1].Text.Length == 0 && Groups[2].Text.Length == 0;
        _crossesGroups = !MatchesAnyGroup && HasWildcardsBeforeItsEnd();
        Leading = MatchesAnyGroup ? 0 : Groups.TakeWhile(group => group.Prefix.Length == 0).Count() % Groups.Count;

        NameGroupPattern At(int index) => NameGroupPattern.From(index < groups.Length ? groups[index] : string.Empty);
    }

    /// <summary>Alphabetic, ideographic and phonetic; only the first counts where <see cref="MatchesAnyGroup"/>.</summary>
    public IReadOnlyList<NameGroupPattern> Groups { get; }

    public bool MatchesAnyGroup { get; }

    /// <summary>
    /// True when wild cards stand where they could stand for delimiters that the folded groups do not show: then only the
    /// name as it was written decides, and columns narrow the search to it.
    /// </summary>
    public bool NeedsWriting => MatchesAnyGroup ? !Groups[0].IsPlain : _crossesGroups;

    /// <summary>
    /// The place of the first group that says how it begins: a name that matches has that beginning there or, where
    /// wild cards can lead on to it, in a later group.
    /// </summary>
    public int Leading { get; }

    public bool HasWildcards => Groups.Any(group => group.HasWildcards);

    /// <summary>What the groups of every name that matches contain, in this order.</summary>
    public IEnumerable<string> Pieces => Groups.SelectMany(group => group.Pieces);

    private string Written => field ??= Unfold(_key);

    public static NamePattern From(string key) => new(key);

    /// <summary>True when a key asks for nothing: it has delimiters and asterisks alone.</summary>
    public static bool IsUniversal(string key) => !key.AsSpan().ContainsAny(Letters) && key.Split('=').All(group => NameGroupPattern.AsksNothing(FoldedName.FoldGroup(group)));

    /// <param name="name">A name as it was written.</param>
    public bool IsMatch(string name)
    {
        var folded = FoldedName.From(name);
        return (MatchesAnyGroup
                ? Groups[0].IsMatch(folded.Alphabetic) || Groups[0].IsMatch(folded.Ideographic) || Groups[0].IsMatch(folded.Phonetic)
                : IsMatch(Groups[0], folded.Alphabetic) && IsMatch(Groups[1], folded.Ideographic) && IsMatch(Groups[2], folded.Phonetic))
            || (NeedsWriting && Wildcard.IsMatch(Unfold(name), Written));
    }

    private bool HasWildcardsBeforeItsEnd()
    {
        var last = Groups[2].Text.Length > 0 ? 2 : 1;
        return Groups.Take(last).Any(group => group.HasWildcards) || QueryKeyParser.HasWildcard(Groups[last].Text.TrimEnd('*', ' '));
    }

    private static bool IsMatch(NameGroupPattern pattern, string group) => pattern.IsUniversal || pattern.IsMatch(group);

    private static string Unfold(string name) => TextFolding.Fold(string.Create(name.Length, name, static (unfolded, name) =>
    {
        for (var i = 0; i < unfolded.Length; i++)
            unfolded[i] = name[i] is <= ' ' or '^' or ',' ? Delimiter : name[i];
    }));
}
