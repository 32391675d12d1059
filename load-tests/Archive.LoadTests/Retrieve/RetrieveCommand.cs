using System.Globalization;
using Archive.LoadTests.Compare;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Retrieve;

/// <summary>
/// Brings a CT study of 400 objects to the same disk in several ways by turns: sent from files by storescu, moved and got
/// from the archive, moved from Orthanc. All tools of DCMTK are new processes with Nagle's algorithm off; receivers keep the
/// bytes as they come.
/// </summary>
internal static class RetrieveCommand
{
    private const int Objects = 400;
    private const int ObjectBytes = 512 * 512 * 2;
    private const double WantedRatio = 0.9;
    private const double WantedFirstMilliseconds = 50;

    private static readonly int[] Parallel = [1, 2, 4];
    private static readonly string[] MaxPdu = ["--max-pdu", "131072"];

    public static async Task<int> RunAsync(string node, string workDirectory, int rounds, CancellationToken cancellationToken)
    {
        var files = Path.Combine(workDirectory, "study");
        if (!Directory.Exists(files))
            StudyFiles.Create(files, study: 1, Objects, ObjectBytes);
        var study = StudyFiles.StudyUid(1, ObjectBytes);
        var received = Directory.CreateDirectory(Path.Combine(workDirectory, "received")).FullName;

        var (archive, orthanc, scp) = (Contender.Archive(node, options: Destinations()), Contender.Orthanc(isTuned: true), Contender.StoreScp(keepsBytes: true));
        using var archiveServer = await StartWithStudyAsync(archive, Path.Combine(workDirectory, "archive"), files, cancellationToken);
        using var orthancServer = await StartWithStudyAsync(orthanc, Path.Combine(workDirectory, "orthanc"), files, cancellationToken);
        using var receiver = await scp.StartAsync(received);
        Way[] ways =
        [
            new("storescu, from files", null, stop => StoreRun.SendAsync(scp, [files], noDelay: true, stop)),
            .. Parallel.Select(count => new Way(
                string.Create(CultureInfo.InvariantCulture, $"archive, C-MOVE, {count} association{(count == 1 ? "" : "s")}"), archiveServer, stop => MoveAsync(archive, NameOf(count), study, stop))),
            new("archive, C-GET by its client", archiveServer, stop => GetClient.RunAsync(archive, study, received, stop)),
            new("archive, C-GET by getscu", archiveServer, stop => GetAsync(archive, study, received, stop)),
            new("orthanc, C-MOVE", orthancServer, stop => MoveAsync(orthanc, scp.AeTitle, study, stop)),
        ];

        var machine = new MachineLoad();
        var cpuBefore = archiveServer.CpuSeconds() + orthancServer.CpuSeconds() + receiver.CpuSeconds() + ServerProcess.FinishedChildrenCpuSeconds();
        var results = ways.ToDictionary(way => way, _ => new List<WayResult>());
        for (var round = -1; round < rounds; round++)
        {
            foreach (var way in ways)
            {
                var result = await way.MeasureAsync(received, Objects, cancellationToken);
                if (round >= 0) // the round before the first is to warm up
                    results[way].Add(result);
            }
        }

        var isReached = Print(ways, results, rounds);
        machine.Took(archiveServer.CpuSeconds() + orthancServer.CpuSeconds() + receiver.CpuSeconds() + ServerProcess.FinishedChildrenCpuSeconds() - cpuBefore);
        machine.Print();
        return isReached ? 0 : 2;
    }

    private static async Task<ServerProcess> StartWithStudyAsync(Contender contender, string directory, string files, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        var server = await contender.StartAsync(directory);
        var (successes, _) = await StoreRun.SendAsync(contender, [files], noDelay: true, cancellationToken);
        return successes == Objects ? server : throw new InvalidOperationException($"{contender.Name} did not take the study.");
    }

    private static string NameOf(int associations) => string.Create(CultureInfo.InvariantCulture, $"STORESCP{associations}");

    /// <summary>storescp under a name for each number of associations.</summary>
    private static string[] Destinations() =>
    [
        .. Parallel.SelectMany((count, index) => new[]
        {
            $"AeTitle={NameOf(count)}", "Host=127.0.0.1", $"Port={Contender.StoreScpPort}", "Roles:0=MoveDestination", $"MaxAssociations={count}",
        }.Select(option => string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:{index}:{option}"))),
    ];

    private static Task MoveAsync(Contender from, string destination, string study, CancellationToken cancellationToken) => DcmtkTool.RunAsync(
        "movescu", ["-S", "-aec", from.AeTitle, "-aem", destination, .. Identifier(study), "127.0.0.1", PortOf(from)], noDelay: true, cancellationToken);

    private static Task GetAsync(Contender from, string study, string folder, CancellationToken cancellationToken) => DcmtkTool.RunAsync(
        "getscu", ["-S", "+B", .. MaxPdu, "-aec", from.AeTitle, "-od", folder, .. Identifier(study), "127.0.0.1", PortOf(from)], noDelay: true, cancellationToken);

    private static string[] Identifier(string study) => ["-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}"];

    private static string PortOf(Contender contender) => contender.Port.ToString(CultureInfo.InvariantCulture);

    private static bool Print(Way[] ways, Dictionary<Way, List<WayResult>> results, int rounds)
    {
        var files = results[ways[0]];
        var isReached = true;
        var table = new Table("", "objects/s", "MB/s", "sender CPU s", "first object ms", "objects/s, all runs", "storescu = 1", "wanted");
        foreach (var way in ways)
        {
            var runs = results[way];
            // Ratios of runs that stood side by side: the machine's mood falls out.
            var ratio = runs.Zip(files, (run, file) => run.ObjectsPerSecond / file.ObjectsPerSecond).Median();
            var first = runs.Select(run => run.FirstMilliseconds).Median();
            var isWanted = way.Name.StartsWith("archive", StringComparison.Ordinal);
            var isGood = ratio >= WantedRatio && first <= WantedFirstMilliseconds;
            isReached &= isGood || !isWanted;
            var rate = runs.Select(run => run.ObjectsPerSecond).Median();
            table.Add(
                way.Name, Table.Number(rate, "0"), Table.Number(rate * ObjectBytes / 1e6, "0"), Table.Number(runs.Select(run => run.CpuSeconds).Median(), "0.00"), Table.Number(first, "0"),
                string.Join(' ', runs.Select(run => Table.Number(run.ObjectsPerSecond, "0"))), Table.Number(ratio, "0.00"),
                isWanted ? $"{Table.Number(WantedRatio, "0.0")}, {WantedFirstMilliseconds} ms {(isGood ? "ok" : "MISSED")}" : "");
        }

        table.Print($"A CT study of {Objects} objects of 525 KB, medians of {rounds} alternating runs");
        return isReached;
    }
}
