using System.CommandLine;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Population;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Storing;

/// <summary>
/// Whether storing costs more when the archive is full (P7): objects at a fixed rate to nodes by turns, one with few objects
/// and one with many. What an object costs is processor time and bytes written, which wobble least; how long it takes depends on
/// how long the disk takes to flush as well.
/// </summary>
internal static class StoreGrowthCommand
{
    private const double Limit = 1.2;
    private const int PortStep = 10;
    private const int WarmUpSeconds = 3;

    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var indexes = new Argument<string[]>("index")
        {
            Description = "Directories that generate-index made; the first is what the others are held against.",
            Arity = ArgumentArity.OneOrMore,
        };
        var rounds = CommonArguments.Rounds(8);
        var seconds = new Option<int>("--seconds") { Description = "For each run.", DefaultValueFactory = _ => 15 };
        var rate = new Option<int>("--store") { Description = "Objects a second.", DefaultValueFactory = _ => 200 };
        var command = new Command("store-growth", "Storing into an empty and a full archive by turns (store-growth.sh).") { node, work, indexes, rounds, seconds, rate };
        command.SetAction(async (parsed, stop) =>
        {
            var filled = new List<FilledNode>();
            foreach (var (directory, index) in parsed.GetRequiredValue(indexes).Select((directory, index) => (directory, index)))
            {
                var copy = Path.Combine(parsed.GetRequiredValue(work), string.Create(CultureInfo.InvariantCulture, $"growth-{index}"));
                filled.Add(new FilledNode(
                    ArchiveServer.At(parsed.GetRequiredValue(node), port: ArchiveServer.FirstPort + (PortStep * index)),
                    GeneratedIndex.Open(directory), await GeneratedIndex.CopyAsync(directory, copy)));
            }

            await Contender.PrintVersionsAsync([filled[0].Contender]);
            var machine = new MachineLoad();
            var isReached = await MeasureAsync(filled, parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(rate), stop);
            machine.Print();
            return isReached ? 0 : 2;
        });
        return command;
    }

    private static async Task<bool> MeasureAsync(List<FilledNode> nodes, int rounds, int seconds, int objectsPerSecond, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var node in nodes)
            {
                await node.StartAsync();
                await node.StoreAsync(WarmUpSeconds, objectsPerSecond, cancellationToken);
            }

            var runs = await Turns.RunAsync(nodes, rounds, (node, _) => node.StoreAsync(seconds, objectsPerSecond, cancellationToken), cancellationToken);
            return Print(nodes, runs, $"Storing {objectsPerSecond} objects/s of 525 KB, medians of {rounds} alternating runs of {seconds} s (least–most)");
        }
        finally
        {
            foreach (var node in nodes)
                await node.StopAsync();
        }
    }

    private static bool Print(List<FilledNode> nodes, StoreCost[][] runs, string title)
    {
        var table = new Table("studies", "CPU s per 1,000", "KB written each", "p50 ms", "p99 ms", "CPU, first = 1", "written, first = 1", "p50, first = 1", "p99, first = 1", "limit");
        var isReached = true;
        for (var i = 0; i < nodes.Count; i++)
        {
            // Of runs that stood side by side: the machine's mood falls out.
            var ratios = new Func<StoreCost, double>[] { run => run.CpuSecondsPerThousand, run => run.WrittenBytesEach, run => run.P50, run => run.P99 }
                .Select(of => Spread.Of(runs[i].Zip(runs[0], (run, first) => of(run) / of(first)))).ToArray();
            var isGood = ratios[..2].All(ratio => ratio.Median <= Limit);
            isReached &= isGood;
            table.Add(
            [
                nodes[i].Hospital.Studies.ToString("N0", CultureInfo.InvariantCulture),
                Spread.Of(runs[i].Select(run => run.CpuSecondsPerThousand)).Format("0.00"),
                Spread.Of(runs[i].Select(run => run.WrittenBytesEach / 1e3)).Format("0"),
                Spread.Of(runs[i].Select(run => run.P50)).Format("0.0"),
                Spread.Of(runs[i].Select(run => run.P99)).Format("0.0"),
                .. ratios.Select(ratio => i == 0 ? "" : ratio.Format("0.00")),
                i == 0 ? "" : $"CPU, written {Table.Number(Limit, "0.0")} {(isGood ? "ok" : "MISSED")}",
            ]);
        }

        table.Print(title);
        return isReached;
    }
}
