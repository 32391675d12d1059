using System.Diagnostics;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Find;

/// <summary>Queries of one kind, one after the other, each with other values.</summary>
/// <param name="Milliseconds">Of each query.</param>
/// <param name="Answers">To all of them.</param>
/// <param name="CpuMilliseconds">Processor time of the server meanwhile, whatever it did.</param>
internal sealed record KindRun(IReadOnlyList<double> Milliseconds, long Answers, double CpuMilliseconds)
{
    /// <summary>Fewer queries have no hundredth part.</summary>
    public const int EnoughForP99 = 100;

    private const int MaxQueries = 5000;
    private const int WarmUpNumber = 1_000_000;

    /// <summary>As many queries as there is time for.</summary>
    /// <param name="round">Each has other queries.</param>
    /// <param name="pause">Between a query and the next, for others that want the processors as well.</param>
    public static Task<KindRun> ForAsync(
        QueryKind kind, FindClient client, ServerProcess server, int round, TimeSpan duration, TimeSpan pause, CancellationToken cancellationToken) =>
        RunAsync(kind, client, server, round * MaxQueries, MaxQueries, duration, pause, cancellationToken);

    /// <summary>Exactly so many queries, the same for whoever is asked.</summary>
    public static Task<KindRun> OfAsync(QueryKind kind, FindClient client, ServerProcess server, int round, int queries, CancellationToken cancellationToken) =>
        RunAsync(kind, client, server, round * queries, queries, TimeSpan.MaxValue, TimeSpan.Zero, cancellationToken);

    /// <summary>One query of values that no run has.</summary>
    public static Task WarmUpAsync(QueryKind kind, FindClient client) => client.RunAsync(kind.Create(WarmUpNumber));

    private static async Task<KindRun> RunAsync(
        QueryKind kind, FindClient client, ServerProcess server, int first, int most, TimeSpan duration, TimeSpan pause, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var answers = 0L;
        var cpuBefore = server.CpuSeconds();
        var clock = Stopwatch.StartNew();
        for (var number = first; number < first + most && clock.Elapsed < duration; number++)
        {
            await Task.Delay(pause, cancellationToken);
            var (found, milliseconds) = await client.RunAsync(kind.Create(number));
            times.Add(milliseconds);
            answers += found;
        }

        return new KindRun(times, answers, (server.CpuSeconds() - cpuBefore) * 1000);
    }
}
