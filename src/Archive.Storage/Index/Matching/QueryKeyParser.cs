using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>Reads the values of a matching key by their VR (PS3.4 C.2.2.2).</summary>
internal static class QueryKeyParser
{
    /// <summary>The condition that the values express; null for universal matching.</summary>
    /// <exception cref="InvalidQueryException">A date or time cannot be read.</exception>
    public static QueryKey? Parse(Tag tag, IReadOnlyList<string> values)
    {
        var given = values.Select(IndexedValue.Text).Where(value => value.Length > 0).ToList();
        var vr = ElementDictionary.GetVr(tag);
        if (given.Count == 0 || given.Exists(value => IsUniversal(value, vr)))
            return null;
        return vr switch
        {
            Vr.PN => OneOf(tag, given, value => new NameKey(tag, FoldedName.From(value))),
            Vr.DA => OneOf(tag, given, value => ParseRange(tag, value, IndexedValue.Date, IndexedValue.Date)),
            Vr.TM => OneOf(tag, given, value => ParseRange(tag, value, IndexedValue.Time, IndexedValue.TimeEnd)),
            Vr.IS => new ValueKey(tag, [.. given.Select(IndexedValue.Integer)]),
            _ when given.Exists(HasWildcard) => OneOf(tag, given, value => HasWildcard(value) ? new WildcardKey(tag, value) : new ValueKey(tag, [value])),
            _ => new ValueKey(tag, given),
        };
    }

    public static bool HasWildcard(string value) => value.AsSpan().ContainsAny('*', '?');

    private static bool IsUniversal(string value, Vr vr) => !value.AsSpan().ContainsAnyExcept(vr == Vr.PN ? "*^= " : "*");

    private static QueryKey OneOf(Tag tag, List<string> values, Func<string, QueryKey> parse) =>
        values is [var single] ? parse(single) : new AlternativesKey(tag, [.. values.Select(parse)]);

    /// <summary>A single value is the range of what it can mean: a time of two digits is a whole hour.</summary>
    private static RangeKey ParseRange(Tag tag, string value, Func<string?, string> readFrom, Func<string?, string> readTo)
    {
        var (from, to) = value.Split('-') is [var first, var last] ? (first, last) : (value, value);
        return new RangeKey(tag, Read(from, readFrom), Read(to, readTo));

        string? Read(string end, Func<string?, string> read) => string.IsNullOrWhiteSpace(end) ? null
            : read(end) is { Length: > 0 } text ? text
            : throw new InvalidQueryException($"{ElementDictionary.Describe(tag)} '{value}' cannot be read.");
    }
}
