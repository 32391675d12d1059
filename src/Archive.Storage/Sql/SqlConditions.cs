using System.Globalization;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Sql;

/// <summary>Turns query keys into conditions and gathers their parameters.</summary>
internal sealed class SqlConditions(SqlDialect dialect)
{
    // Sorts after every character in UTF-8, so that a prefix is a range that an index can be searched by.
    private const string AfterAll = "\U0010FFFF";

    private readonly List<object> _parameters = [];

    public IReadOnlyList<object> Parameters => _parameters;

    /// <exception cref="InvalidQueryException">The keys have more values than one statement takes.</exception>
    public string All(IEnumerable<QueryKey> keys) => string.Join(" AND ", keys.Select(Condition).DefaultIfEmpty("1 = 1"));

    public string Parameter(object value)
    {
        if (_parameters.Count >= dialect.MaxParameters)
            throw new InvalidQueryException($"The identifier has more values than the {dialect.MaxParameters} that can be searched for at once.");
        _parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@p{_parameters.Count - 1}");
    }

    /// <summary>True when columns decide the key: what they do not is left to the <see cref="RowMatcher"/>.</summary>
    public static bool CanDecide(QueryKey key) => key switch
    {
        AlternativesKey alternatives => alternatives.Keys.All(CanDecide),
        EmptyKey or DateTimeKey or FuzzyNameKey or SequenceKey or MomentKey or ZonedKey => false,
        _ => IndexColumns.Contains(key.Tag),
    };

    /// <summary>True when an index leads to the rows that the key matches.</summary>
    public static bool IsSearchable(QueryKey key) => key switch
    {
        AlternativesKey alternatives => alternatives.Keys.All(IsSearchable),
        NameKey { MatchesAnyGroup: true } name => IndexColumns.IsIndexed(key.Tag) && Prefix(name.Pattern.Alphabetic).Length > 0,
        NameKey { Pattern: var pattern } => IndexColumns.IsIndexed(key.Tag)
            && (Prefix(pattern.Alphabetic).Length > 0 || Prefix(pattern.Ideographic).Length > 0 || Prefix(pattern.Phonetic).Length > 0),
        WildcardKey wildcard => IndexColumns.IsIndexed(key.Tag) && Prefix(wildcard.Pattern).Length > 0,
        _ => IndexColumns.IsIndexed(key.Tag),
    };

    private string Condition(QueryKey key) => key switch
    {
        AlternativesKey alternatives => $"({string.Join(" OR ", alternatives.Keys.Select(Condition))})",
        NameKey name => NameCondition(name),
        _ when IndexColumns.TryGetList(key.Tag, out var list) => $"EXISTS ({list.Select}{ColumnCondition(key, list.Column)})",
        _ => ColumnCondition(key, IndexColumns.Column(key.Tag)),
    };

    private string ColumnCondition(QueryKey key, string column) => key switch
    {
        ValueKey { Values: [var value] } => $"{column} = {Parameter(value)}",
        ValueKey values => $"{column} IN ({string.Join(", ", values.Values.Select(Parameter))})",
        WildcardKey wildcard => PatternCondition(column, wildcard.Pattern),
        RangeKey { From: { } from, To: { } to } => $"{column} BETWEEN {Parameter(from)} AND {Parameter(to)}",
        RangeKey { From: { } from } => $"{column} >= {Parameter(from)}",
        RangeKey { To: { } to } => $"{column} > '' AND {column} <= {Parameter(to)}",
        RangeKey => $"{column} > ''",
        _ => throw new NotSupportedException($"{key.GetType().Name} has no column."),
    };

    private string NameCondition(NameKey key)
    {
        var columns = IndexColumns.NameColumns(key.Tag);
        if (key.MatchesAnyGroup)
            return $"({string.Join(" OR ", columns.Select(column => GroupCondition(column, key.Pattern.Alphabetic)))})";
        string[] patterns = [key.Pattern.Alphabetic, key.Pattern.Ideographic, key.Pattern.Phonetic];
        return string.Join(" AND ", columns.Zip(patterns).Where(group => group.Second.AsSpan().ContainsAnyExcept('*')).Select(group => GroupCondition(group.First, group.Second)));
    }

    // "Not empty" lets the partial indexes of the seldom groups serve.
    private string GroupCondition(string column, string pattern) => $"({column} <> '' AND "
        + (QueryKeyParser.HasWildcard(pattern) ? PatternCondition(column, pattern) : $"{column} = {Parameter(pattern)}") + ")";

    private string PatternCondition(string column, string pattern)
    {
        var matches = dialect.Matches(column, Parameter(dialect.ToPattern(pattern)));
        var prefix = Prefix(pattern);
        return prefix.Length == 0 ? matches : $"{column} >= {Parameter(prefix)} AND {column} < {Parameter(prefix + AfterAll)} AND {matches}";
    }

    private static string Prefix(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') is >= 0 and var end ? pattern[..end] : pattern;
}
