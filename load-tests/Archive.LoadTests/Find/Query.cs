using Archive.Protocol.Data;

namespace Archive.LoadTests.Find;

/// <summary>One C-FIND.</summary>
/// <param name="Enough">Answers after which it is cancelled, as by a viewer that shows so many; 0 for all.</param>
internal sealed record Query(Uid SopClass, DataSet Identifier, int Enough = 0);

/// <summary>Queries that differ in their values only.</summary>
/// <param name="Limit">Milliseconds that 99 of 100 may take to the last answer wanted; null where none was set.</param>
/// <param name="Create">The query of this number; the same number makes the same query.</param>
internal sealed record QueryKind(string Name, double? Limit, Func<int, Query> Create)
{
    /// <summary>Answers a second that must be reached; null where none was set.</summary>
    public double? AnswersPerSecond { get; init; }

    /// <summary>The same with limits so many times as long.</summary>
    public QueryKind Within(double allowance) => this with { Limit = Limit * allowance, AnswersPerSecond = AnswersPerSecond / allowance };
}
