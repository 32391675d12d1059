using Archive.LoadTests.Measuring;

namespace Archive.LoadTests.Find;

/// <summary>What several rounds of one kind of query say against its limit.</summary>
internal sealed class KindSummary(QueryKind kind, IReadOnlyList<KindRun> rounds, bool isServerIdle)
{
    private readonly bool _isEnoughForP99 = rounds.All(round => round.Milliseconds.Count >= KindRun.EnoughForP99);

    public static string[] Headings { get; } = ["", "queries", "answers each", "CPU ms each", "p50 ms", "p99 ms", "longest ms", "answers/s", "limit", ""];

    /// <summary>Null where there is no limit.</summary>
    public bool? IsReached => (kind.Limit, kind.AnswersPerSecond) switch
    {
        ({ } limit, _) => Slowest.Median <= limit,
        (_, { } rate) => AnswersPerSecond.Median >= rate,
        _ => null,
    };

    public string[] Cells =>
    [
        kind.Name,
        Table.Number(Queries, "0"),
        Table.Number((double)rounds.Sum(round => round.Answers) / Queries, "0.0"),
        isServerIdle ? Spread.Of(rounds.Select(round => round.CpuMilliseconds / round.Milliseconds.Count)).Format("0.00") : "",
        Spread.Of(rounds.Select(round => round.Milliseconds.Median())).Format("0.0"),
        _isEnoughForP99 ? Slowest.Format("0.0") : "",
        Table.Number(rounds.Max(round => round.Milliseconds.Max()), "0.0"),
        kind.AnswersPerSecond is null ? "" : AnswersPerSecond.Format("0"),
        kind.Limit is { } limit ? Table.Number(limit, "0.# ms") : kind.AnswersPerSecond is { } rate ? Table.Number(rate, "0/s") : "",
        IsReached switch { true => "ok", false => "MISSED", null => "" },
    ];

    /// <summary>For the list of what was missed.</summary>
    public string Missed => $"{kind.Name}: {(kind.Limit is { } limit ? $"{Slowest.Format("0.0")} ms, limit {limit} ms" : $"{AnswersPerSecond.Format("0")}/s, limit {kind.AnswersPerSecond}/s")}";

    private int Queries => rounds.Sum(round => round.Milliseconds.Count);

    /// <summary>The p99 of each round, the longest where there are too few queries for that.</summary>
    private Spread Slowest => Spread.Of(rounds.Select(round => _isEnoughForP99 ? round.Milliseconds.Percentile(99) : round.Milliseconds.Max()));

    private Spread AnswersPerSecond => Spread.Of(rounds.Select(round => round.Answers * 1000 / round.Milliseconds.Sum()));
}
