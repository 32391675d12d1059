using System.CommandLine;
using System.Globalization;
using Archive.LoadTests.Find;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Population;
using Archive.LoadTests.Retrieve;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>What a change did: two builds of the archive by turns store, answer queries and are retrieved from.</summary>
internal static class CompareVersionsCommand
{
    private const int QueriesOfEachKind = 40;
    private const int NewPort = ArchiveServer.FirstPort + 10;

    public static Command Create()
    {
        var oldNode = new Argument<string>("old") { Description = "The executable of the one build." };
        var newNode = new Argument<string>("new") { Description = "The executable of the other." };
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(5);
        var studies = new Option<int>("--studies") { Description = "Stored into each for the queries.", DefaultValueFactory = _ => 5000 };
        var command = new Command("compare-versions", "Two builds of the archive (compare-versions.sh).") { oldNode, newNode, work, rounds, studies };
        command.SetAction(async (parsed, stop) =>
        {
            var options = RetrieveComparison.Destinations(1);
            Contender[] versions =
            [
                ArchiveServer.At(parsed.GetRequiredValue(oldNode), "old", options: options), ArchiveServer.At(parsed.GetRequiredValue(newNode), "new", NewPort, options),
            ];
            await Contender.PrintVersionsAsync(versions);
            var machine = new MachineLoad();
            await StoreComparison.RunAsync(versions, [Workload.Ct, Workload.Small], parsed.GetRequiredValue(work), parsed.GetValue(rounds), stop);
            await CompareReadingAsync(versions, parsed.GetRequiredValue(work), parsed.GetValue(rounds), parsed.GetValue(studies), stop);
            machine.Print();
            return 0;
        });
        return command;
    }

    private static async Task CompareReadingAsync(Contender[] versions, string workDirectory, int rounds, int studies, CancellationToken cancellationToken)
    {
        var hospital = new Hospital(studies, GeneratedIndex.DefaultSeed);
        var comparison = new RetrieveComparison(workDirectory);
        var servers = new List<(Contender Contender, ServerProcess Process)>();
        await using var receiver = await comparison.StartReceiverAsync();
        try
        {
            foreach (var version in versions)
            {
                servers.Add((version, await version.StartAsync(Path.Combine(workDirectory, version.Name))));
                await StudiesOverDicom.SendAsync(version, hospital, cancellationToken);
                await comparison.GiveStudyAsync(version, cancellationToken);
            }

            await FindComparison.RunAsync(
                servers, new QueryKinds(hospital, QueryKinds.AllKeys).All(), string.Create(CultureInfo.InvariantCulture, $"Queries at {studies:N0} studies"),
                rounds, QueriesOfEachKind, cancellationToken);
            await comparison.RunAsync(
                [.. servers.Select(server => RetrieveComparison.Move(server.Contender, server.Process, RetrieveComparison.DestinationOf(1))),
                    .. servers.Select(server => comparison.Get(server.Contender, server.Process))],
                rounds, "nothing", (_, _, _) => null, cancellationToken);
            PrintMemory(servers);
        }
        finally
        {
            foreach (var (_, process) in servers)
                await process.DisposeAsync();
        }
    }

    private static void PrintMemory(List<(Contender Contender, ServerProcess Process)> servers)
    {
        var table = new Table("", "resident MB", "peak MB");
        foreach (var (contender, process) in servers)
            table.Add(contender.Name, Table.Number(process.ResidentBytes() / 1e6, "0"), Table.Number(process.PeakResidentBytes() / 1e6, "0"));
        table.Print("Memory after all that");
    }
}
