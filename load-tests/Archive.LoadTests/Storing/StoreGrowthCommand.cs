using System.Globalization;
using Archive.LoadTests.Population;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Storing;

/// <summary>
/// Whether storing takes longer when the index is large (P7): objects at a fixed rate to two nodes by turns, one with few
/// studies and one with many.
/// </summary>
internal static class StoreGrowthCommand
{
    private const double Limit = 1.2;

    public static async Task<int> RunAsync(
        string node, IReadOnlyList<string> indexDirectories, string workDirectory, int rounds, int seconds, int objectsPerSecond, CancellationToken cancellationToken)
    {
        var hospitals = indexDirectories.Select(GeneratedIndex.Open).ToArray();
        var servers = new List<(Contender Contender, ServerProcess Process)>();
        try
        {
            for (var i = 0; i < hospitals.Length; i++)
            {
                var contender = Contender.Archive(node, 11412 + (10 * i));
                var data = GeneratedIndex.Copy(indexDirectories[i], Path.Combine(workDirectory, string.Create(CultureInfo.InvariantCulture, $"growth-{i}")));
                servers.Add((contender, await contender.StartAsync(data)));
                await StoreAsync(contender, 3, objectsPerSecond, cancellationToken); // to warm up
            }

            var machine = new MachineLoad();
            var cpuBefore = servers.Sum(server => server.Process.CpuSeconds());
            var loads = servers.Select(_ => new List<StoreLoad>()).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < servers.Count; i++)
                    loads[i].Add(await StoreAsync(servers[i].Contender, seconds, objectsPerSecond, cancellationToken));
            }

            var isReached = Print(hospitals, loads, $"Storing {objectsPerSecond} objects/s of 525 KB, {rounds} alternating runs of {seconds} s, medians");
            machine.Took(servers.Sum(server => server.Process.CpuSeconds()) - cpuBefore);
            machine.Print();
            return isReached ? 0 : 2;
        }
        finally
        {
            foreach (var (_, process) in servers)
                process.Dispose();
        }
    }

    private static async Task<StoreLoad> StoreAsync(Contender contender, int seconds, int objectsPerSecond, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        var load = await StoreLoad.RunAsync(contender, objectsPerSecond, stop.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return load;
    }

    private static bool Print(Hospital[] hospitals, List<StoreLoad>[] loads, string title)
    {
        var table = new Table("studies", "objects", "p50 ms", "p99 ms", "p99 ms, all runs", "p99 is", "limit");
        var isReached = true;
        for (var i = 0; i < loads.Length; i++)
        {
            // Ratios of runs that stood side by side: the machine's mood falls out.
            var ratio = loads[i].Zip(loads[0], (run, smallest) => run.Milliseconds.Percentile(99) / smallest.Milliseconds.Percentile(99)).Median();
            isReached &= ratio <= Limit;
            table.Add(
                hospitals[i].Studies.ToString("N0", CultureInfo.InvariantCulture),
                loads[i].Sum(run => run.Milliseconds.Count()).ToString(CultureInfo.InvariantCulture),
                Table.Number(loads[i].Select(run => run.Milliseconds.Median()).Median(), "0.0"),
                Table.Number(loads[i].Select(run => run.Milliseconds.Percentile(99)).Median(), "0.0"),
                string.Join(' ', loads[i].Select(run => Table.Number(run.Milliseconds.Percentile(99), "0.0"))),
                Table.Number(ratio, "0.00") + " x",
                i == 0 ? "" : $"{Table.Number(Limit, "0.0")} x{(ratio <= Limit ? " ok" : " MISSED")}");
        }

        table.Print(title);
        return isReached;
    }
}
