using Archive.LoadTests.Reports;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>
/// Sends the same studies to several servers by turns and prints medians and ratios. Every run starts its server anew on an
/// empty directory and warms it up with a small study of its own.
/// </summary>
internal static class CompareCommand
{
    private const int Senders = 4;

    public static async Task<int> RunAsync(string nodeExecutable, string workDirectory, int rounds, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        Contender[] contenders = [Contender.Archive(nodeExecutable), Contender.Orthanc(isTuned: false), Contender.Orthanc(isTuned: true), Contender.StoreScp()];
        Workload[] workloads =
        [
            new("CT 525 KB, senders with TCP_NODELAY=1", 200, 512 * 512 * 2, NoDelay: true),
            new("16 KB, senders with TCP_NODELAY=1", 1000, 15_600, NoDelay: true),
            new("CT 525 KB, senders with Nagle's algorithm on", 200, 512 * 512 * 2, NoDelay: false),
        ];

        Console.WriteLine($"{Senders} storescu at once, {rounds} alternating runs each, medians; {Environment.ProcessorCount} processors");
        foreach (var workload in workloads.Where(workload => only.Count == 0 || only.Any(part => workload.Name.Contains(part, StringComparison.OrdinalIgnoreCase))))
        {
            var folders = workload.CreateFiles(workDirectory, Senders);
            var results = contenders.ToDictionary(contender => contender, _ => new List<RunResult>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var contender in contenders)
                    results[contender].Add(await MeasureAsync(contender, workload, folders, workDirectory, cancellationToken));
            }

            Print(workload, contenders, results);
        }

        return 0;
    }

    private static async Task<RunResult> MeasureAsync(
        Contender contender, Workload workload, IReadOnlyList<string> folders, string workDirectory, CancellationToken cancellationToken)
    {
        var data = Path.Combine(workDirectory, "data");
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
        using var server = await contender.StartAsync(data);
        await StoreRun.SendAsync(contender, [Workload.WarmUpFolder(workDirectory)], noDelay: true, cancellationToken);
        var cpuBefore = server.CpuSeconds();
        var (successes, seconds) = await StoreRun.SendAsync(contender, folders, workload.NoDelay, cancellationToken);
        if (successes != workload.Objects * folders.Count)
            throw new InvalidOperationException($"{contender.Name} answered {successes} of {workload.Objects * folders.Count} objects with Success.");
        return new RunResult(successes / seconds, successes * (double)workload.ObjectBytes / seconds / 1e6,
            (server.CpuSeconds() - cpuBefore) * 1000 / successes, server.PeakResidentBytes() / 1e6);
    }

    private static void Print(Workload workload, IReadOnlyList<Contender> contenders, Dictionary<Contender, List<RunResult>> results)
    {
        var archive = results[contenders[0]];
        var table = new Table("", "objects/s", "MB/s", "CPU s per 1,000", "peak MB", "objects/s, all runs", "archive is");
        foreach (var contender in contenders)
        {
            var runs = results[contender];
            // Ratios of runs that stood side by side: the machine's mood falls out.
            var ratio = archive.Zip(runs, (ours, theirs) => ours.ObjectsPerSecond / theirs.ObjectsPerSecond).Median();
            table.Add(
                contender.Name,
                Table.Number(runs.Select(r => r.ObjectsPerSecond).Median(), "0"),
                Table.Number(runs.Select(r => r.MegabytesPerSecond).Median(), "0"),
                Table.Number(runs.Select(r => r.CpuSecondsPerThousand).Median(), "0.00"),
                Table.Number(runs.Select(r => r.PeakMegabytes).Median(), "0"),
                string.Join(' ', runs.Select(r => Table.Number(r.ObjectsPerSecond, "0"))),
                Table.Number(ratio, "0.00") + " x");
        }

        table.Print($"{workload.Name}: {Senders} x {workload.Objects}");
    }

    private sealed record RunResult(double ObjectsPerSecond, double MegabytesPerSecond, double CpuSecondsPerThousand, double PeakMegabytes);
}
