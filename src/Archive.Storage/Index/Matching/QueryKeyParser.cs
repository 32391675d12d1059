using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>Reads matching keys by the VR that the dictionary gives them, whatever VR the peer wrote (PS3.4 C.2.2.2).</summary>
/// <param name="offset">Timezone Offset From UTC (0008,0201) of the query, where that was negotiated; else null.</param>
internal sealed class QueryKeyParser(QueryFeatures features, TimeSpan? offset)
{
    private const string EmptyValue = "\"\"";
    private const int MaxMomentsLength = 64; // two values of 26 characters and what parts them

    /// <summary>The conditions that the attributes of an identifier, or of an item of one, express.</summary>
    /// <exception cref="InvalidQueryException">A date or time cannot be read.</exception>
    public List<QueryKey> Parse(DataSet attributes, Predicate<Tag> isKey)
    {
        var keys = new List<QueryKey>();
        foreach (var element in attributes)
        {
            if (isKey(element.Tag))
                keys.AddRange(Parse(element, attributes));
        }

        if (features.HasFlag(QueryFeatures.CombinedDateTime))
            Combine(keys, attributes);
        return [.. keys.SelectMany(Narrow)];
    }

    public static bool HasWildcard(string value) => value.AsSpan().ContainsAny('*', '?');

    private IEnumerable<QueryKey> Parse(Element element, DataSet attributes)
    {
        var vr = ElementDictionary.GetVr(element.Tag);
        if (vr == Vr.SQ)
            return element.Items is [{ Count: > 0 } item, ..] && Parse(item, IsItemKey) is { Count: > 0 } itemKeys ? [new SequenceKey(element.Tag, itemKeys)] : [];

        var values = attributes.GetStrings(element.Tag).Select(IndexedValue.Text).Where(value => value.Length > 0).ToList();
        if (values.Count == 0 || values.Exists(value => IsUniversal(value, vr)))
            return [];
        if (vr == Vr.UI)
            return [new ValueKey(element.Tag, values)];
        var keys = values.Select(value => ParseValue(element.Tag, vr, value)).ToList();
        if (keys.Count == 1 || MatchesEachValue(element.Tag, vr))
            return keys;
        return keys.TrueForAll(key => key is ValueKey)
            ? [new ValueKey(element.Tag, [.. keys.Cast<ValueKey>().SelectMany(key => key.Values)])]
            : [new AlternativesKey(element.Tag, keys)];
    }

    private QueryKey ParseValue(Tag tag, Vr vr, string value)
    {
        if (value == EmptyValue && features.HasFlag(QueryFeatures.EmptyValues))
            return new EmptyKey(tag);
        return vr switch
        {
            Vr.PN when features.HasFlag(QueryFeatures.FuzzyNames) && !HasWildcard(value) && NameSounds.Of(value) is { Count: > 0 } sounds => new FuzzyNameKey(tag, sounds),
            Vr.PN => new NameKey(tag, NamePattern.From(value)),
            Vr.DA => ParseRange(tag, value, IndexedValue.Date, IndexedValue.Date),
            Vr.TM => ParseRange(tag, value, IndexedValue.Time, IndexedValue.TimeEnd),
            Vr.DT => ParseMoments(tag, value),
            _ when AllowsWildcards(vr) && HasWildcard(value) => new WildcardKey(tag, value),
            _ => new ValueKey(tag, [IndexedValue.Of(tag, value)]),
        };
    }

    private static bool IsItemKey(Tag tag) => !tag.IsGroupLength && !tag.IsPrivate && tag != Tags.SpecificCharacterSet;

    private static bool IsUniversal(string value, Vr vr) => vr == Vr.PN ? NamePattern.IsUniversal(value) : !value.AsSpan().ContainsAnyExcept('*');

    // PS3.4 C.2.2.2.4
    private static bool AllowsWildcards(Vr vr) => vr is Vr.AE or Vr.CS or Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UR or Vr.UT;

    // PS3.4 C.2.2.2.8. What several values mean without negotiation is undefined: here that one of them matches.
    private bool MatchesEachValue(Tag tag, Vr vr) => features.HasFlag(QueryFeatures.MultipleValues)
        && vr is Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.LO or Vr.PN or Vr.SH or Vr.UC
        && ElementDictionary.TryGet(tag, out var entry) && entry.Vm != "1";

    /// <summary>A single value is the range of what it can mean: a time of two digits is a whole hour.</summary>
    private static RangeKey ParseRange(Tag tag, string value, Func<string?, string> readFrom, Func<string?, string> readTo)
    {
        var (from, to) = value.Split('-') is [var first, var last] ? (first, last) : (value, value);
        return new RangeKey(tag, Read(from, readFrom), Read(to, readTo));

        string? Read(string end, Func<string?, string> read) => string.IsNullOrWhiteSpace(end) ? null
            : read(end) is { Length: > 0 } text ? text
            : throw Unreadable(tag, value);
    }

    /// <summary>A hyphen before an offset looks like that of a range: it parts two values where both can be read and follow each other.</summary>
    private MomentKey ParseMoments(Tag tag, string value)
    {
        if (value.Length > MaxMomentsLength)
            throw Unreadable(tag, value[..MaxMomentsLength] + "...");
        for (var hyphen = value.IndexOf('-', StringComparison.Ordinal); hyphen >= 0; hyphen = value.IndexOf('-', hyphen + 1))
        {
            var (from, to) = (value[..hyphen].Trim(), value[(hyphen + 1)..].Trim());
            Moment first = default, last = default;
            if ((from.Length == 0 || Moment.TryRead(from, out first, out _)) && (to.Length == 0 || Moment.TryRead(to, out _, out last))
                && (from.Length == 0 || to.Length == 0 || Moment.Compare(first, last) <= 0))
            {
                return new MomentKey(tag, from.Length == 0 ? null : AtOffset(first), to.Length == 0 ? null : AtOffset(last));
            }
        }

        return Moment.TryRead(value, out var start, out var end) ? new MomentKey(tag, AtOffset(start), AtOffset(end)) : throw Unreadable(tag, value);
    }

    private Moment AtOffset(Moment moment) => moment with { Offset = moment.Offset ?? offset };

    private static InvalidQueryException Unreadable(Tag tag, string value) => new($"{ElementDictionary.Describe(tag)} '{value}' cannot be read.");

    /// <summary>Joins the keys of a date and its time that are ranges of the same form (PS3.4 C.2.2.2.5.4).</summary>
    private static void Combine(List<QueryKey> keys, DataSet attributes)
    {
        foreach (var (date, time) in DateTimePairs.All)
        {
            if (keys.Find(key => key.Tag == date) is RangeKey days && keys.Find(key => key.Tag == time) is RangeKey times
                && attributes.GetStrings(time) is [var range] && range.Contains('-', StringComparison.Ordinal)
                && days.From is null == times.From is null && days.To is null == times.To is null)
            {
                keys[keys.IndexOf(days)] = new DateTimeKey(date, time, Join(days.From, times.From), Join(days.To, times.To));
                keys.Remove(times);
            }
        }

        static string? Join(string? date, string? time) => date is null ? null : date + time;
    }

    /// <summary>The key, and beside one that only a row decides a range of days that an index can be searched by.</summary>
    private IEnumerable<QueryKey> Narrow(QueryKey key)
    {
        var isZoned = offset is not null && DateTimePairs.TryGet(key.Tag, out _);
        yield return isZoned ? new ZonedKey(key, offset!.Value) : key;
        if (key is DateTimeKey both)
            yield return Days(both.Tag, both.From?[..8], both.To?[..8], isZoned ? 1 : 0);
        else if (isZoned && key is RangeKey days && ElementDictionary.GetVr(key.Tag) == Vr.DA)
            yield return Days(days.Tag, days.From, days.To, 1);
    }

    /// <param name="margin">How many days an offset can move a moment.</param>
    private static RangeKey Days(Tag tag, string? from, string? to, int margin) => new(tag, AddDays(from, -margin), AddDays(to, margin));

    private static string? AddDays(string? date, int days) => date is null ? null
        : DateOnly.ParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture) is { Year: > 1 and < 9999 } day
            ? day.AddDays(days).ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : date;
}
