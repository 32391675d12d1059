using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// Decides keys over the attributes of a row: those that no column of a database decides. What it says of a key is what
/// the columns say of it.
/// </summary>
/// <param name="keys">All of them have to match.</param>
internal sealed class RowMatcher(IReadOnlyList<QueryKey> keys)
{
    public bool Matches(FindRow row)
    {
        var source = new RowSource(row);
        foreach (var key in keys)
        {
            if (!Matches(key, source))
                return false;
        }

        return true;
    }

    private static bool Matches<TSource>(QueryKey key, TSource source)
        where TSource : struct, IValueSource
    {
        switch (key)
        {
            case AlternativesKey alternatives:
                return alternatives.Keys.Any(alternative => Matches(alternative, source));
            case SequenceKey sequence:
                return source.Items(key.Tag).Any(item => sequence.Keys.All(itemKey => Matches(itemKey, new ItemSource(item))));
            case EmptyKey:
                return source.Items(key.Tag).Count == 0 && !source.Values(key.Tag).Any(value => IndexedValue.Of(key.Tag, value).Length > 0);
            case DateTimeKey dateTime:
                return IsInRange(dateTime, First(source, dateTime.Tag), First(source, dateTime.TimeTag));
            default:
                return source.Values(key.Tag).Any(value => MatchesValue(key, value));
        }
    }

    private static bool MatchesValue(QueryKey key, string value) => key switch
    {
        ValueKey values => values.Values.Contains(IndexedValue.Of(key.Tag, value), StringComparer.Ordinal),
        WildcardKey wildcard => Wildcard.IsMatch(IndexedValue.Of(key.Tag, value), wildcard.Pattern),
        RangeKey range => IsInRange(IndexedValue.Of(key.Tag, value), range.From, range.To),
        NameKey name => MatchesName(name, FoldedName.From(value)),
        FuzzyNameKey fuzzy => fuzzy.Sounds.All(NameSounds.Of(value).Contains),
        _ => throw new NotSupportedException($"{key.GetType().Name} is no condition on a value."),
    };

    private static bool MatchesName(NameKey key, FoldedName name)
    {
        var pattern = key.Pattern;
        return key.MatchesAnyGroup
            ? MatchesGroup(pattern.Alphabetic, name.Alphabetic) || MatchesGroup(pattern.Alphabetic, name.Ideographic) || MatchesGroup(pattern.Alphabetic, name.Phonetic)
            : MatchesInPlace(pattern.Alphabetic, name.Alphabetic) && MatchesInPlace(pattern.Ideographic, name.Ideographic) && MatchesInPlace(pattern.Phonetic, name.Phonetic);
    }

    private static bool MatchesInPlace(string pattern, string group) => !pattern.AsSpan().ContainsAnyExcept('*') || MatchesGroup(pattern, group);

    private static bool MatchesGroup(string pattern, string group) => group.Length > 0 && Wildcard.IsMatch(group, pattern);

    private static bool IsInRange(DateTimeKey key, string date, string time)
    {
        if (date.Length == 0)
            return false;
        return time.Length > 0 ? IsInRange(date + time, key.From, key.To) : IsInRange(date, key.From?[..8], key.To?[..8]);
    }

    private static bool IsInRange(string value, string? from, string? to) =>
        value.Length > 0 && (from is null || string.CompareOrdinal(value, from) >= 0) && (to is null || string.CompareOrdinal(value, to) <= 0);

    private static string First<TSource>(TSource source, Tag tag)
        where TSource : struct, IValueSource => source.Values(tag) is [var first, ..] ? IndexedValue.Of(tag, first) : string.Empty;

    private interface IValueSource
    {
        IReadOnlyList<string> Values(Tag tag);

        IReadOnlyList<DataSet> Items(Tag tag);
    }

    private readonly struct ItemSource(DataSet item) : IValueSource
    {
        public IReadOnlyList<string> Values(Tag tag) => item.GetStrings(tag);

        public IReadOnlyList<DataSet> Items(Tag tag) => item.GetItems(tag);
    }

    private readonly struct RowSource(FindRow row) : IValueSource
    {
        public IReadOnlyList<string> Values(Tag tag) =>
            ComputedAttributes.Of(tag, row) is { } computed ? computed.Split('\\') : row.FindLevel(tag)?.GetStrings(tag) ?? [];

        public IReadOnlyList<DataSet> Items(Tag tag) => row.FindLevel(tag)?.GetItems(tag) ?? [];
    }
}
