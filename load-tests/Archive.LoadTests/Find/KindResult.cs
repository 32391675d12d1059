using System.Diagnostics;
using System.Text.Json.Serialization;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Find;

/// <summary>What was measured of one kind of query. Times are milliseconds.</summary>
/// <param name="CpuMilliseconds">Processor time of the server for each query; null where it did other work as well.</param>
internal sealed record KindResult(
    string Kind, int Queries, double AnswersEach, double AnswersPerSecond, double P50, double P99, double Longest, double? CpuMilliseconds, double? Limit, bool? IsReached)
{
    private const int WarmUpQueries = 3;
    private const int MaxQueries = 5000;

    public static string[] Headings { get; } = ["", "queries", "answers each", "p50 ms", "p99 ms", "longest", "answers/s", "CPU ms each", "limit", ""];

    [JsonIgnore]
    public string[] Cells =>
    [
        Kind, Table.Number(Queries, "0"), Table.Number(AnswersEach, "0.0"), Table.Number(P50, "0.0"), Table.Number(P99, "0.0"), Table.Number(Longest, "0.0"),
        AnswersEach < 50 ? "" : Table.Number(AnswersPerSecond, "0"), CpuMilliseconds is { } cpu ? Table.Number(cpu, "0.0") : "",
        Limit is { } limit ? Table.Number(limit, "0") : "", IsReached switch { true => "ok", false => "MISSED", null => "" },
    ];

    /// <summary>Runs queries of the kind, one after the other, with other values each time.</summary>
    /// <param name="server">Null where it does other work as well.</param>
    /// <param name="pause">Between a query and the next, for others that want the processors as well.</param>
    public static async Task<KindResult> MeasureAsync(
        QueryKind kind, FindClient client, ServerProcess? server, TimeSpan duration, TimeSpan pause, CancellationToken cancellationToken)
    {
        for (var number = 0; number < WarmUpQueries; number++)
            await client.RunAsync(kind.Create(MaxQueries + number));

        var times = new List<double>();
        var answers = 0L;
        var cpuBefore = server?.CpuSeconds();
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < MaxQueries && clock.Elapsed < duration; number++)
        {
            await Task.Delay(pause, cancellationToken);
            var (found, milliseconds) = await client.RunAsync(kind.Create(number));
            times.Add(milliseconds);
            answers += found;
        }

        if (answers == 0)
            throw new InvalidOperationException($"{kind.Name} found nothing: are these the studies?");
        var perSecond = answers / (times.Sum() / 1000);
        var p99 = times.Percentile(99);
        return new KindResult(
            kind.Name, times.Count, (double)answers / times.Count, perSecond, times.Median(), p99, times.Max(),
            (server?.CpuSeconds() - cpuBefore) * 1000 / times.Count,
            kind.Limit ?? kind.AnswersPerSecond,
            kind.Limit is { } limit ? p99 <= limit : kind.AnswersPerSecond is { } rate ? perSecond >= rate : null);
    }
}
