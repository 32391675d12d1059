namespace Archive.Storage.Index.Search;

/// <summary>One walk of a search. A search that needs several gives each row in the first of them that leads to it.</summary>
/// <param name="Earlier">Conditions that are true of rows of earlier passes.</param>
/// <param name="Own">What is true of the rows of this pass, where its path leads to others too that later passes give; null otherwise.</param>
internal sealed record SearchPass(SearchPath Path, IReadOnlyList<SqlCondition> Earlier, SqlCondition? Own = null)
{
    public SearchPass(SearchPath path)
        : this(path, [])
    {
    }

    /// <summary>The pass without those of its rows of which something is not true.</summary>
    public SearchPass And(SqlCondition condition) => this with { Own = Own is { } own ? conditions => $"{own(conditions)} AND {condition(conditions)}" : condition };
}

/// <summary>A condition, written once the statement is known that it is for.</summary>
internal delegate string SqlCondition(SqlConditions conditions);
