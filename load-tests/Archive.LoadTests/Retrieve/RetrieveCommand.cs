using System.CommandLine;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Retrieve;

/// <summary>A study sent from files by storescu, moved and got from the archive, moved from Orthanc.</summary>
internal static class RetrieveCommand
{
    private const double WantedRatio = 0.9;
    private const double WantedFirstMilliseconds = 50;

    private static readonly int[] Parallel = [1, 2, 4];

    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(5);
        var command = new Command("retrieve", "C-MOVE and C-GET beside storescu and Orthanc (retrieve.sh).") { node, work, rounds };
        command.SetAction(async (parsed, stop) =>
        {
            var archive = ArchiveServer.At(parsed.GetRequiredValue(node), options: RetrieveComparison.Destinations(Parallel));
            await Contender.PrintVersionsAsync([archive, OrthancServer.OnSqlite, StoreScpServer.Contender]);
            var machine = new MachineLoad();
            var isReached = await MeasureAsync(archive, parsed.GetRequiredValue(work), parsed.GetValue(rounds), stop);
            machine.Print();
            return isReached ? 0 : 2;
        });
        return command;
    }

    private static async Task<bool> MeasureAsync(Contender archive, string workDirectory, int rounds, CancellationToken cancellationToken)
    {
        var comparison = new RetrieveComparison(workDirectory);
        await using var archiveServer = await archive.StartAsync(Path.Combine(workDirectory, "archive"));
        await using var orthancServer = await OrthancServer.OnSqlite.StartAsync(Path.Combine(workDirectory, "orthanc"));
        await using var receiver = await comparison.StartReceiverAsync();
        await comparison.GiveStudyAsync(archive, cancellationToken);
        await comparison.GiveStudyAsync(OrthancServer.OnSqlite, cancellationToken);
        return await comparison.RunAsync(
            [
                comparison.SendFiles(),
                .. Parallel.Select(count => RetrieveComparison.Move(
                    archive, archiveServer, RetrieveComparison.DestinationOf(count), string.Create(CultureInfo.InvariantCulture, $", {count} association{(count == 1 ? "" : "s")}"))),
                comparison.GetByClient(archive, archiveServer),
                comparison.Get(archive, archiveServer),
                RetrieveComparison.Move(OrthancServer.OnSqlite, orthancServer, StoreScpServer.Contender.AeTitle),
            ],
            rounds,
            string.Create(CultureInfo.InvariantCulture, $"{WantedRatio}, {WantedFirstMilliseconds} ms"),
            (way, ratio, first) => way.Sender == archiveServer ? ratio >= WantedRatio && first <= WantedFirstMilliseconds : null,
            cancellationToken);
    }
}
