using System.Data.Common;
using System.Globalization;
using Archive.Storage.Index.Search;
using Archive.Storage.Workflow;

namespace Archive.Storage.Database;

/// <summary>The statements that read facts. Each searches an index, and its cost follows what it leads to.</summary>
internal static class FactQueries
{
    private const string Columns = "fact.kind, fact.id, fact.row_id, fact.sequence, fact.is_open, fact.due_at, fact.changed_at, fact.state";

    /// <summary>Behind every text that begins with what stands before it: no text has this character, which is the last one.</summary>
    private const string Last = "\U0010FFFF";

    public static SqlQuery Find(FactKind kind, string id) => new($"SELECT {Columns} FROM fact WHERE fact.kind = @p0 AND fact.id = @p1", [(int)kind, id]);

    public static SqlQuery Due(SqlDialect dialect, FactKind kind, DateTimeOffset until, DuePosition? after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var condition = $"fact.kind = {conditions.Parameter((int)kind)} AND fact.due_at IS NOT NULL AND fact.due_at <= {conditions.Parameter(Instant.From(until))}";
        string[] position = after is { } last ? [conditions.Parameter(Instant.From(last.DueAt)), conditions.Parameter(last.Row)] : [];
        return new SqlQuery(
            dialect.Page(Columns, "fact", condition, ["fact.due_at", "fact.row_id"], position, limit.ToString(CultureInfo.InvariantCulture)), conditions.Parameters);
    }

    public static SqlQuery NextDue(SqlDialect dialect, FactKind kind) => new(
        dialect.Page("fact.due_at", "fact", "fact.kind = @p0 AND fact.due_at IS NOT NULL", ["fact.due_at"], [], "1"), [(int)kind]);

    public static SqlQuery Document(string id) => new("SELECT document.content FROM document WHERE document.id = @p0", [id]);

    /// <summary>The facts with these row ids, in their order.</summary>
    public static SqlQuery Facts(SqlDialect dialect, IReadOnlyCollection<long> rows) => new(
        $"SELECT {Columns} FROM {dialect.Listed("@p0")} CROSS JOIN fact WHERE fact.row_id = listed.value {dialect.InListedOrder}", [dialect.ToList(rows)]);

    /// <summary>The next row ids of all facts of a kind.</summary>
    public static SqlQuery WalkAll(SqlDialect dialect, FactQuery query, bool isOpen, long? after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var condition = $"fact.kind = {conditions.Parameter((int)query.Kind)} AND fact.is_open = {conditions.Parameter(isOpen ? 1 : 0)}";
        return Walk(dialect, query, "fact", "fact.row_id", "fact.row_id", condition, conditions, after, limit);
    }

    /// <summary>
    /// The next row ids of the facts that fit. Where the first condition is one value the index of terms has them in their order. Else they are gathered from
    /// all of its range, of which the sign says: the order of another index would lead through all facts. One that has several such values may come several times.
    /// </summary>
    public static SqlQuery Walk(SqlDialect dialect, FactQuery query, FactCondition first, bool isOpen, long? after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var condition = $"term.kind = {conditions.Parameter((int)query.Kind)} AND term.is_open = {conditions.Parameter(isOpen ? 1 : 0)} AND {Fits(dialect, conditions, "term", first)}";
        foreach (var other in query.Conditions.Skip(1))
            condition += $" AND (SELECT count(*) FROM fact_term AS other WHERE other.fact = term.fact AND {Fits(dialect, conditions, "other", other)}) > 0";
        var key = first is IsOneOf { Values.Count: 1 } ? "term.fact" : "+term.fact";
        return Walk(dialect, query, "fact_term AS term", "term.fact", key, condition, conditions, after, limit);
    }

    public static StoredFact Read(DbDataReader row) => new(
        (FactKind)row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4) != 0, row.IsDBNull(5) ? null : Instant.Read(row.GetInt64(5)),
        Instant.Read(row.GetInt64(6)), row.GetFieldValue<byte[]>(7));

    private static SqlQuery Walk(
        SqlDialect dialect, FactQuery query, string tables, string column, string key, string condition, SqlConditions conditions, long? after, int limit)
    {
        string[] position = after is { } row ? [conditions.Parameter(row)] : [];
        return new SqlQuery(dialect.Page(column, tables, condition, [key], position, limit.ToString(CultureInfo.InvariantCulture), query.NewestFirst), conditions.Parameters);
    }

    private static string Fits(SqlDialect dialect, SqlConditions conditions, string table, FactCondition condition)
    {
        var value = $"{table}.value";
        var fits = $"{table}.attribute = {conditions.Parameter((long)condition.Attribute)}";
        switch (condition)
        {
            case IsOneOf { Values: [var only] }:
                return $"{fits} AND {value} = {conditions.Parameter(dialect.ToIndexed(only))}";
            case IsOneOf one:
                return $"{fits} AND {dialect.IsOneOf(value, conditions.Parameter(dialect.ToList([.. one.Values.Select(dialect.ToIndexed)])))}";
            case StartsWith { Prefix: "" }:
                return fits;
            case StartsWith starts:
                var beginning = dialect.ToIndexedBeginning(starts.Prefix);
                return $"{fits} AND {value} >= {conditions.Parameter(beginning)} AND {value} < {conditions.Parameter(beginning + Last)}";
            case IsBetween between:
                if (between.From is { } from)
                    fits += $" AND {value} >= {conditions.Parameter(from)}";
                if (between.To is { } to)
                    fits += $" AND {value} <= {conditions.Parameter(to)}";
                return fits;
            default:
                throw new NotSupportedException($"Facts are not found by {condition.GetType().Name}.");
        }
    }
}
