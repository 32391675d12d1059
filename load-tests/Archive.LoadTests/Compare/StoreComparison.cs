using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>
/// Sends the same studies to several servers by turns. Every run starts its server anew on an empty directory and warms it
/// up with small studies of its own.
/// </summary>
internal static class StoreComparison
{
    private const int Senders = 4;

    /// <summary>Prints a table for each workload, in which the others are held against the first contender.</summary>
    /// <exception cref="InvalidOperationException">An object was not answered Success.</exception>
    public static async Task RunAsync(
        IReadOnlyList<Contender> contenders, IReadOnlyList<Workload> workloads, string workDirectory, int rounds, CancellationToken cancellationToken)
    {
        foreach (var workload in workloads)
        {
            var folders = workload.CreateFiles(workDirectory, Senders);
            var results = await Turns.RunAsync(
                contenders, rounds, (contender, _) => MeasureAsync(contender, workload, folders, workDirectory, cancellationToken), cancellationToken);
            Print(workload, contenders, results, rounds);
        }
    }

    private static async Task<RunResult> MeasureAsync(
        Contender contender, Workload workload, IReadOnlyList<string> folders, string workDirectory, CancellationToken cancellationToken)
    {
        var data = Path.Combine(workDirectory, "data");
        try
        {
            await using var server = await contender.StartAsync(data);
            await StoreRun.SendAsync(contender, Workload.WarmUpFolders(workDirectory, contender.Ports.Count), noDelay: true, cancellationToken);
            var cpuBefore = server.CpuSeconds();
            var (successes, seconds) = await StoreRun.SendAsync(contender, folders, workload.NoDelay, cancellationToken);
            if (successes != workload.Objects * folders.Count)
                throw new InvalidOperationException($"{contender.Name} answered {successes} of {workload.Objects * folders.Count} objects with Success.");
            return new RunResult((server.CpuSeconds() - cpuBefore) * 1000 / successes, successes / seconds, server.PeakResidentBytes() / 1e6);
        }
        finally
        {
            if (Directory.Exists(data))
                Directory.Delete(data, recursive: true);
        }
    }

    private static void Print(Workload workload, IReadOnlyList<Contender> contenders, RunResult[][] results, int rounds)
    {
        var first = contenders[0].Name;
        var table = new Table("", "CPU s per 1,000", "objects/s", "MB/s", "peak MB", $"CPU, {first} = 1", $"objects/s, {first} = 1");
        for (var i = 0; i < contenders.Count; i++)
        {
            var runs = results[i];
            table.Add(
                contenders[i].Name,
                Spread.Of(runs.Select(run => run.CpuSecondsPerThousand)).Format("0.00"),
                Spread.Of(runs.Select(run => run.ObjectsPerSecond)).Format("0"),
                Table.Number(runs.Select(run => run.ObjectsPerSecond).Median() * workload.ObjectBytes / 1e6, "0"),
                Table.Number(runs.Select(run => run.PeakMegabytes).Median(), "0"),
                Ratio(run => run.CpuSecondsPerThousand),
                Ratio(run => run.ObjectsPerSecond));

            // Of runs that stood side by side: the machine's mood falls out.
            string Ratio(Func<RunResult, double> of) => Spread.Of(runs.Zip(results[0], (theirs, ours) => of(theirs) / of(ours))).Format("0.00");
        }

        table.Print($"{workload.Name}: {Senders} x {workload.Objects}, medians of {rounds} alternating runs (least–most)");
    }

    private sealed record RunResult(double CpuSecondsPerThousand, double ObjectsPerSecond, double PeakMegabytes);
}
