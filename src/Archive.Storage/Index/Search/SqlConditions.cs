using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>Turns query keys into conditions and gathers their parameters.</summary>
internal sealed class SqlConditions(SqlDialect dialect)
{
    /// <summary>Sorts after every character in UTF-8, so that a prefix is a range that an index can be searched by.</summary>
    public const string AfterAll = "\U0010FFFF";

    private readonly List<object> _parameters = [];

    public IReadOnlyList<object> Parameters => _parameters;

    /// <summary>The name of a new parameter.</summary>
    /// <exception cref="InvalidQueryException">The keys have more values than one statement takes.</exception>
    public string Parameter(object value)
    {
        if (_parameters.Count >= dialect.MaxParameters)
            throw new InvalidQueryException($"The identifier has more values than the {dialect.MaxParameters} that can be searched for at once.");
        _parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@p{_parameters.Count - 1}");
    }

    /// <summary>True when columns decide the key: what they do not is left to the <see cref="RowMatcher"/>.</summary>
    public static bool CanDecide(SqlDialect dialect, QueryKey key) => key switch
    {
        AlternativesKey alternatives => alternatives.Keys.All(alternative => CanDecide(dialect, alternative)),
        NameKey { Pattern.NeedsWriting: true } => false,
        NameKey name when IndexColumns.TryGetName(key.Tag, out var groups) => !name.Pattern.HasWildcards || HasAll(dialect, groups[0]),
        WildcardKey when IndexColumns.TryGet(key.Tag, out var column) => HasAll(dialect, column),
        _ => CanNarrow(key),
    };

    /// <summary>True when columns have a condition that is true of every row that the key matches, and perhaps of others.</summary>
    public static bool CanNarrow(QueryKey key) => key switch
    {
        AlternativesKey alternatives => alternatives.Keys.All(CanNarrow),
        FuzzyNameKey or SequenceKey or MomentKey or ZonedKey => false,
        DateTimeKey instant => IndexColumns.TryGet(instant.Tag, out _) && IndexColumns.TryGet(instant.TimeTag, out _),
        _ => IndexColumns.TryGet(key.Tag, out _) || IndexColumns.TryGetName(key.Tag, out _) || IndexColumns.TryGetList(key.Tag, out _),
    };

    public string Condition(QueryKey key) => key switch
    {
        AlternativesKey alternatives => $"({string.Join(" OR ", alternatives.Keys.Select(Condition))})",
        NameKey name when IndexColumns.TryGetName(key.Tag, out var groups) => NameCondition(name.Pattern, groups),
        EmptyKey when IndexColumns.TryGetName(key.Tag, out var groups) => string.Join(" AND ", groups.Select(group => $"{group} = ''")),
        EmptyKey when IndexColumns.TryGetList(key.Tag, out var list) => $"NOT EXISTS ({list.Select}{list.Column} <> '')",
        ValueKey { Values: [var modality] } when key.Tag == Tags.ModalitiesInStudy => HasModality(modality),
        _ when IndexColumns.TryGetList(key.Tag, out var list) => $"EXISTS ({list.Select}{ColumnCondition(key, list.Column)})",
        DateTimeKey instant when IndexColumns.TryGet(instant.Tag, out var date) && IndexColumns.TryGet(instant.TimeTag, out var time) => InstantCondition(instant, date, time),
        _ when IndexColumns.TryGet(key.Tag, out var column) => ColumnCondition(key, column),
        _ => throw new NotSupportedException($"No column decides {key.GetType().Name} of {key.Tag}."),
    };

    /// <summary>True of a study with a series of the modality.</summary>
    public string HasModality(string modality) =>
        $"EXISTS (SELECT 1 FROM study_modality AS listed WHERE listed.modality = {Parameter(dialect.ToIndexed(modality))} AND listed.study_date = study.study_date AND listed.study_id = study.id)";

    /// <summary>True of a study with a term.</summary>
    public string HasTerm(long attribute, string value) =>
        $"EXISTS (SELECT 1 FROM study_term AS listed WHERE listed.attribute = {Parameter(attribute)} AND listed.value = {Parameter(dialect.ToIndexed(value))} AND listed.study_id = study.id)";

    /// <summary>
    /// True of names that match a pattern by one of their groups; where only the name as it was written decides, of names of
    /// which that group begins as the pattern does and that hold all pieces of it.
    /// </summary>
    /// <param name="columns">Those of the three groups.</param>
    public string GroupCondition(NamePattern name, NameGroupPattern pattern, string[] columns, string column)
    {
        if (!name.NeedsWriting)
        {
            return pattern.HasWildcards
                ? $"({column} <> '' AND {PatternCondition(column, dialect.Concat("' '", column, "' '"), pattern.Spaced, pattern.Prefix)})"
                : $"{column} = {Value(column, pattern.Text)}";
        }

        var begins = pattern.Prefix.Length > 0 ? Begins(column, pattern.Prefix) + " AND " : string.Empty;
        var written = dialect.Concat(columns.SelectMany(column => (string[])["'='", column]).Skip(1));
        return $"({begins}{PatternCondition(column, written, string.Join('*', ["", .. name.Pieces, ""]), string.Empty)})";
    }

    /// <inheritdoc cref="SqlDialect.ComesAfter"/>
    public string ComesAfter(IReadOnlyList<string> key, IReadOnlyList<string> position) => dialect.ComesAfter(key, position);

    /// <summary>True where a column matches a wild card pattern; where it may not have the whole value, true if it begins as the pattern does.</summary>
    public string PatternCondition(string column, string pattern) => PatternCondition(column, column, pattern, Wildcard.Prefix(pattern));

    private string ColumnCondition(QueryKey key, string column) => key switch
    {
        ValueKey { Values: [var value] } => $"{column} = {Value(column, value)}",
        ValueKey values => dialect.IsOneOf(column, Parameter(dialect.ToList([.. values.Values.Select(value => Held(column, value))]))),
        WildcardKey wildcard => PatternCondition(column, wildcard.Pattern),
        RangeKey { From: { } from, To: { } to } => $"{column} BETWEEN {Parameter(from)} AND {Parameter(to)}",
        RangeKey { From: { } from } => $"{column} >= {Parameter(from)}",
        RangeKey { To: { } to } => $"{column} > '' AND {column} <= {Parameter(to)}",
        RangeKey => $"{column} > ''",
        EmptyKey => $"{column} = ''",
        _ => throw new NotSupportedException($"{key.GetType().Name} has no column."),
    };

    /// <param name="text">What the pattern is of, made of the column.</param>
    private string PatternCondition(string column, string text, string pattern, string prefix)
    {
        var matches = Matches(text, pattern);
        if (HasAll(dialect, column))
            return matches;
        var begins = prefix.Length > 0 ? Begins(column, prefix) + " AND " : string.Empty;
        return $"({begins}({matches} OR {dialect.IsShortened}))";
    }

    private string Begins(string column, string prefix) => Matches(column, (IndexColumns.IsIndexed(column) ? dialect.ToIndexedBeginning(prefix) : prefix) + "*");

    private string Matches(string text, string pattern) => dialect.Matches(text, Parameter(dialect.ToPattern(pattern)));

    private string Value(string column, string value) => Parameter(Held(column, value));

    private string Held(string column, string value) => IndexColumns.IsIndexed(column) ? dialect.ToIndexed(value) : value;

    private static bool HasAll(SqlDialect dialect, string column) => dialect.IsShortened is null || !IndexColumns.IsIndexed(column);

    private string NameCondition(NamePattern name, string[] columns) => name.MatchesAnyGroup || name.NeedsWriting
        ? $"({string.Join(" OR ", columns.Skip(name.Leading).Select(column => GroupCondition(name, name.Groups[name.Leading], columns, column)))})"
        : string.Join(" AND ", columns.Zip(name.Groups).Where(group => !group.Second.IsUniversal).Select(group => GroupCondition(name, group.Second, columns, group.First)));

    // The ends are instants, a row has a date and perhaps a time: where it has none the date alone decides.
    private string InstantCondition(DateTimeKey key, string date, string time)
    {
        var condition = $"{date} > ''";
        if (key.From is { } from)
            condition += $" AND ({date} > {Parameter(from[..8])} OR ({date} = {Parameter(from[..8])} AND ({time} = '' OR {time} >= {Parameter(from[8..])})))";
        if (key.To is { } to)
            condition += $" AND ({date} < {Parameter(to[..8])} OR ({date} = {Parameter(to[..8])} AND {time} <= {Parameter(to[8..])}))";
        return condition;
    }
}
