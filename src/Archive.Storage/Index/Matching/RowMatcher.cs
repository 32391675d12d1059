using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// Decides keys over the attributes of a row: those that no column of a database decides. What it says of a key is what
/// the columns say of it.
/// </summary>
/// <param name="keys">All of them have to match.</param>
internal sealed class RowMatcher(IReadOnlyList<QueryKey> keys)
{
    public bool Matches(FindRow row) => keys.Count == 0 || MatchesAll(keys, new RowValues(row));

    /// <summary>True when an item of a sequence matches all of the keys.</summary>
    public static bool Matches(IReadOnlyList<QueryKey> keys, DataSet item, TimeSpan? offset) => MatchesAll(keys, new ItemValues(item, offset));

    private static bool MatchesAll(IReadOnlyList<QueryKey> keys, KeyValues values)
    {
        foreach (var key in keys)
        {
            if (!Matches(key, values))
                return false;
        }

        return true;
    }

    private static bool Matches(QueryKey key, KeyValues values) => key switch
    {
        AlternativesKey alternatives => alternatives.Keys.Any(alternative => Matches(alternative, values)),
        SequenceKey sequence => MatchesItem(sequence, values),
        EmptyKey => values.Items(key.Tag).Count == 0 && values.Of(key.Tag).All(value => IndexedValue.Of(key.Tag, value).Length == 0),
        DateTimeKey both => IsInRange(both, First(values, both.Tag), First(values, both.TimeTag)),
        ZonedKey zoned => Matches(zoned.Key, new ZonedValues(values, zoned.Offset)),
        MomentKey moments => values.Of(key.Tag).Any(value => IsInRange(moments, value, values.OffsetOf(key.Tag))),
        _ => values.Of(key.Tag).Any(value => MatchesValue(key, value)),
    };

    private static bool MatchesItem(SequenceKey key, KeyValues values)
    {
        if (values.Items(key.Tag) is not { Count: > 0 } items)
            return false;
        var offset = values.OffsetOf(key.Tag);
        return items.Any(item => MatchesAll(key.Keys, new ItemValues(item, offset)));
    }

    private static bool MatchesValue(QueryKey key, string value) => key switch
    {
        ValueKey values => values.Values.Contains(IndexedValue.Of(key.Tag, value), StringComparer.Ordinal),
        WildcardKey wildcard => Wildcard.IsMatch(IndexedValue.Of(key.Tag, value), wildcard.Pattern),
        RangeKey range => IsInRange(IndexedValue.Of(key.Tag, value), range.From, range.To),
        NameKey name => name.Pattern.IsMatch(value),
        FuzzyNameKey fuzzy => fuzzy.Sounds.All(NameSounds.Of(value).Contains),
        _ => throw new NotSupportedException($"{key.GetType().Name} is no condition on a value."),
    };

    private static bool IsInRange(DateTimeKey key, string date, string time)
    {
        if (date.Length == 0)
            return false;
        return time.Length > 0 ? IsInRange(date + time, key.From, key.To) : IsInRange(date, key.From?[..8], key.To?[..8]);
    }

    private static bool IsInRange(string value, string? from, string? to) =>
        value.Length > 0 && (from is null || string.CompareOrdinal(value, from) >= 0) && (to is null || string.CompareOrdinal(value, to) <= 0);

    private static bool IsInRange(MomentKey key, string value, TimeSpan? offset)
    {
        if (!Moment.TryRead(value, out var moment, out _))
            return false;
        moment = moment with { Offset = moment.Offset ?? offset };
        return (key.From is not { } from || Moment.Compare(moment, from) >= 0) && (key.To is not { } to || Moment.Compare(moment, to) <= 0);
    }

    private static string First(KeyValues values, Tag tag) => values.Of(tag) is [var first, ..] ? IndexedValue.Of(tag, first) : string.Empty;

    /// <summary>Where the values to match come from.</summary>
    private abstract class KeyValues
    {
        public abstract IReadOnlyList<string> Of(Tag tag);

        public abstract IReadOnlyList<DataSet> Items(Tag tag);

        /// <summary>The offset from UTC at which the attribute's dates and times were taken; null when nobody says.</summary>
        public abstract TimeSpan? OffsetOf(Tag tag);
    }

    private sealed class RowValues(FindRow row) : KeyValues
    {
        public override IReadOnlyList<string> Of(Tag tag) =>
            ComputedAttributes.Of(tag, row) is { } computed ? computed.Split('\\') : Level(tag)?.GetStrings(tag) ?? [];

        public override IReadOnlyList<DataSet> Items(Tag tag) =>
            Level(tag) is { } level && level.TryGet(tag, out var element) ? DictionaryVr.Apply(element, level).Items : [];

        public override TimeSpan? OffsetOf(Tag tag) => Moment.TryReadOffset(Level(tag)?.GetString(Tags.TimezoneOffsetFromUTC), out var offset) ? offset : null;

        /// <summary>The data set that holds the attribute; null when none does.</summary>
        private DataSet? Level(Tag tag) => row.LevelOf(QueryAttributes.KeptAt(tag)) is { } level && level.Contains(tag) ? level : null;
    }

    private sealed class ItemValues(DataSet item, TimeSpan? offset) : KeyValues
    {
        public override IReadOnlyList<string> Of(Tag tag) => item.GetStrings(tag);

        public override IReadOnlyList<DataSet> Items(Tag tag) => item.GetItems(tag);

        public override TimeSpan? OffsetOf(Tag tag) => offset;
    }

    /// <summary>Dates and times of pairs as clocks at another offset showed them.</summary>
    private sealed class ZonedValues(KeyValues values, TimeSpan offset) : KeyValues
    {
        public override IReadOnlyList<string> Of(Tag tag)
        {
            if (!DateTimePairs.TryGet(tag, out var pair) || values.OffsetOf(tag) is not { } taken)
                return values.Of(tag);
            var (date, time) = DateTimePairs.Shift(First(pair.Date), First(pair.Time), offset - taken);
            return [tag == pair.Date ? date : time];

            string? First(Tag part) => values.Of(part) is [var first, ..] ? first : null;
        }

        public override IReadOnlyList<DataSet> Items(Tag tag) => values.Items(tag);

        public override TimeSpan? OffsetOf(Tag tag) => values.OffsetOf(tag);
    }
}
