using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// A way to rows of one level, walked a page at a time. Its statements have the row id first, and what they read of the last
/// row of a page is where the next page begins; their text is the same for every page.
/// </summary>
internal abstract record SearchPath(QueryLevel Level)
{
    /// <summary>Where the walk begins.</summary>
    public abstract IReadOnlyList<object> Start { get; }

    /// <summary>The next rows.</summary>
    /// <param name="after">The columns of the last row, or <see cref="Start"/>.</param>
    public abstract SqlQuery Page(SqlDialect dialect, IReadOnlyList<object> after, int limit);
}

/// <summary>The rows whose key lies between two values, both inclusive, in the order of an index.</summary>
/// <param name="Prefix">A value for each of the index's prefix columns.</param>
/// <param name="Condition">What is true of the rows as well; null for no more.</param>
internal sealed record KeyRangePath(TableIndex Index, IReadOnlyList<object> Prefix, string From, string To, SqlCondition? Condition = null) : SearchPath(Index.Level)
{
    public override IReadOnlyList<object> Start { get; } = StartOf(Index, From, To);

    public override SqlQuery Page(SqlDialect dialect, IReadOnlyList<object> after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var parts = new List<string>();
        for (var i = 0; i < Prefix.Count; i++)
            parts.Add($"{Index.Prefix[i]} = {conditions.Parameter(Prefix[i])}");
        parts.Add(Index.NewestFirst ? $"{Index.Columns[0]} >= {conditions.Parameter(From)}" : $"{Index.Columns[0]} <= {conditions.Parameter(To)}");
        if (Index.Condition is { } condition)
            parts.Add(condition);
        if (Condition is { } own)
            parts.Add(own(conditions));
        string[] position = [.. after.Skip(1).Append(after[0]).Select(conditions.Parameter)];
        return new SqlQuery(
            dialect.Page(
                $"{Index.Id}, {string.Join(", ", Index.Columns)}", Index.Table, string.Join(" AND ", parts), [.. Index.Columns, Index.Id], position, conditions.Parameter(limit),
                Index.NewestFirst),
            conditions.Parameters);
    }

    private static object[] StartOf(TableIndex index, string from, string to)
    {
        var start = new object[index.Columns.Count + 1];
        Array.Fill(start, index.NewestFirst ? SqlConditions.AfterAll : string.Empty);
        start[0] = index.NewestFirst ? long.MaxValue : long.MinValue;
        start[1] = index.NewestFirst ? to : from;
        return start;
    }
}

/// <summary>The rows with one of some UIDs, in the order of row ids: few, as every page looks up all of them.</summary>
internal sealed record UidListPath(QueryLevel Level, IReadOnlyList<string> Uids) : SearchPath(Level)
{
    /// <summary>How many UIDs are looked up at once.</summary>
    public const int MaxUids = 256;

    public override IReadOnlyList<object> Start => [long.MinValue];

    public override SqlQuery Page(SqlDialect dialect, IReadOnlyList<object> after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var isUid = Uids is [var single] ? $"uid = {conditions.Parameter(single)}" : dialect.IsOneOf("uid", conditions.Parameter(dialect.ToList(Uids)));
        return new SqlQuery(
            dialect.Page("id", IndexQueries.TableOf(Level), isUid, ["+id"], [conditions.Parameter(after[0])], conditions.Parameter(limit)), conditions.Parameters);
    }
}

/// <summary>The studies whose text in a column of <c>study_text</c> contains all of the fragments, in the order of row ids.</summary>
/// <param name="LastId">The last study to look at.</param>
internal sealed record TextPath(string Column, IReadOnlyList<string> Fragments, long LastId = long.MaxValue) : SearchPath(QueryLevel.Study)
{
    public override IReadOnlyList<object> Start => [long.MinValue];

    public override SqlQuery Page(SqlDialect dialect, IReadOnlyList<object> after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var (table, id, contains) = dialect.ContainsAll(Column, Fragments, conditions.Parameter);
        return new SqlQuery(
            dialect.Page(
                id, table, $"{contains} AND {id} <= {conditions.Parameter(LastId)}", [id], [conditions.Parameter(after[0])], conditions.Parameter(limit)),
            conditions.Parameters);
    }
}

/// <summary>The studies of which an index has not all text, in the order of row ids.</summary>
internal sealed record ShortenedPath() : SearchPath(QueryLevel.Study)
{
    public override IReadOnlyList<object> Start => [long.MinValue];

    public override SqlQuery Page(SqlDialect dialect, IReadOnlyList<object> after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        return new SqlQuery(
            dialect.Page("id", "study", dialect.IsShortened, ["id"], [conditions.Parameter(after[0])], conditions.Parameter(limit)), conditions.Parameters);
    }
}

/// <summary>All rows of a level after one of them, in the order of row ids.</summary>
internal sealed record AllRowsPath(QueryLevel Level, long AfterId = long.MinValue) : SearchPath(Level)
{
    public override IReadOnlyList<object> Start => [AfterId];

    public override SqlQuery Page(SqlDialect dialect, IReadOnlyList<object> after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        return new SqlQuery(
            dialect.Page("id", IndexQueries.TableOf(Level), null, ["id"], [conditions.Parameter(after[0])], conditions.Parameter(limit)), conditions.Parameters);
    }
}
