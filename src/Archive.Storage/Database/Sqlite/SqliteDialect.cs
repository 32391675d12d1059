using System.Text.Json;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// SQLite: GLOB has DICOM's own wild cards and heeds case, lists are JSON, and trigrams are those of FTS5, whose tokenizer
/// makes three-character tokens of everything.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    /// <summary>Trigrams looked up for one key: each more costs a walk of its list, and leaves few rows the fewer.</summary>
    private const int MaxTrigrams = 12;

    public static SqliteDialect Instance { get; } = new();

    /// <summary>SQLITE_MAX_VARIABLE_NUMBER of the bundled library.</summary>
    public override int MaxParameters => 32766;

    // The outermost of joined tables is walked in its own order; to ask for that order would make SQLite sort the rows.
    public override string InListedOrder => string.Empty;

    // Only the bracket needs escaping, as a set of one.
    public override string Matches(string column, string parameter) => $"{column} GLOB {parameter}";

    public override string ToPattern(string wildcard) => wildcard.Replace("[", "[[]", StringComparison.Ordinal);

    public override string IsOneOf(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override string Listed(string parameter) => $"json_each({parameter}) AS listed";

    public override object ToList(IReadOnlyCollection<long> values) => $"[{string.Join(',', values)}]";

    public override object ToList(IReadOnlyCollection<string> values) => JsonSerializer.Serialize(values);

    public override SqlTextSearch ContainsAll(string column, IReadOnlyList<string> fragments, Func<object, string> parameter)
    {
        var all = string.Join(" AND ", fragments.SelectMany(SearchText.Trigrams).Distinct().Take(MaxTrigrams).Select(trigram => $"\"{trigram.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        return new SqlTextSearch("study_text", "rowid", $"study_text MATCH {parameter($"{column} : ({all})")}");
    }
}
