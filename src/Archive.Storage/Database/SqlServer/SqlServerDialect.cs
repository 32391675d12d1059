using System.Text;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Database.SqlServer;

/// <summary>SQL Server: LIKE with its own wild cards, table-valued parameters for lists, and a table of trigrams.</summary>
internal sealed class SqlServerDialect : SqlDialect
{
    /// <summary>What the server takes of a text that is compared as a whole, and of a pattern.</summary>
    public const int MaxTextBytes = 8000;

    /// <summary>Trigrams looked up for one key: each more costs a look-up for every study that the first one leads to.</summary>
    private const int MaxTrigrams = 12;

    public static SqlServerDialect Instance { get; } = new();

    public override int MaxParameters => 2100;

    public override string InListedOrder => "ORDER BY listed.place";

    public override string ToIndexed(string value) => ServerText.Indexed(value);

    public override string ToIndexedBeginning(string value) => ServerText.Beginning(value);

    public override string Matches(string column, string parameter) => $@"{column} LIKE {parameter} ESCAPE '\'";

    public override string ToPattern(string wildcard)
    {
        var pattern = new StringBuilder(wildcard).Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace("[", @"\[").Replace('*', '%').Replace('?', '_').ToString();
        return Encoding.UTF8.GetByteCount(pattern) <= MaxTextBytes ? pattern
            : throw new InvalidQueryException($"A value with wild cards is longer than the {MaxTextBytes} bytes that can be searched for.");
    }

    public override string IsOneOf(string column, string parameter) => $"{column} IN (SELECT value FROM {parameter})";

    public override string Listed(string parameter) => $"{parameter} AS listed";

    public override object ToList(IReadOnlyCollection<long> values)
    {
        var list = SqlServerRows.OfNumbers();
        foreach (var value in values)
            list.Next().With(value);
        return list;
    }

    /// <summary>Without values that are longer than the server compares: no more can be found by them.</summary>
    public override object ToList(IReadOnlyCollection<string> values)
    {
        var list = SqlServerRows.OfTexts();
        foreach (var value in values.Where(value => value.Length <= SqlServerRows.MaxShortText && Encoding.UTF8.GetByteCount(value) <= MaxTextBytes))
            list.Next().With(value);
        return list;
    }

    public override SqlTextSearch ContainsAll(string column, IReadOnlyList<string> fragments, Func<object, string> parameter)
    {
        var trigrams = fragments.SelectMany(SearchText.Trigrams).Distinct().Take(MaxTrigrams).ToList();
        var others = trigrams.Skip(1)
            .Select(trigram => $"EXISTS (SELECT 1 FROM study_trigram AS other WHERE {IsThere("other", trigram)} AND other.study_id = listed.study_id)");
        return new SqlTextSearch("study_trigram AS listed", "listed.study_id", string.Join(" AND ", others.Prepend(IsThere("listed", trigrams[0]))));

        string IsThere(string table, string trigram) => $"{table}.part = {SqlServerTrigrams.NumberOf(column)} AND {table}.trigram = {parameter(trigram)}";
    }

    public override string Concat(params IEnumerable<string> texts) => $"concat({string.Join(", ", texts)})";

    /// <summary>The server has no comparison of rows.</summary>
    public override string ComesAfter(IReadOnlyList<string> key, IReadOnlyList<string> position, bool isDescending = false)
    {
        var ranges = Enumerable.Range(0, key.Count).Select(equal => $"({Range(key, position, equal, isDescending)})");
        return key.Count == 1 ? Range(key, position, 0, isDescending) : $"({string.Join(" OR ", ranges)})";
    }

    /// <summary>
    /// A key of several columns is walked range by range, each of which an index is searched for: those that are equal to the position in all columns but the
    /// last, then in all but the last two … Of each come so many rows at most as are asked for.
    /// </summary>
    public override string Page(
        string columns, string tables, string? condition, IReadOnlyList<string> key, IReadOnlyList<string> position, string limit, bool isDescending = false)
    {
        if (position.Count == 0)
            return First(null);
        var ranges = Enumerable.Range(0, key.Count).Reverse().Select(equal => First(Range(key, position, equal, isDescending))).ToList();
        return ranges is [var single] ? single : $"""
            SELECT TOP ({limit}) * FROM ({string.Join(" UNION ALL ", ranges.Select((range, number) => $"SELECT * FROM ({range}) AS range{number}"))}) AS page
            ORDER BY {Order(key.Select(column => column[(column.IndexOf('.', StringComparison.Ordinal) + 1)..]), isDescending)}
            """;

        string First(string? range) => $"SELECT TOP ({limit}) {columns} FROM {tables}{Where(condition, range)} ORDER BY {Order(key, isDescending)}";
    }

    /// <param name="equal">How many columns are the same as those of the position.</param>
    private static string Range(IReadOnlyList<string> key, IReadOnlyList<string> position, int equal, bool isDescending) => string.Join(" AND ",
        Enumerable.Range(0, equal).Select(i => $"{key[i]} = {position[i]}").Append($"{key[equal]} {(isDescending ? '<' : '>')} {position[equal]}"));
}
