using System.Globalization;
using Archive.LoadTests.Compare;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Retrieve;

/// <summary>
/// Brings a CT study of 400 objects to the same folder in several ways by turns. All tools of DCMTK are new processes with
/// Nagle's algorithm off; receivers keep the bytes as they come.
/// </summary>
internal sealed class RetrieveComparison(string workDirectory)
{
    private const int Objects = 400;
    private const int ObjectBytes = 512 * 512 * 2;
    private const int Study = 1;

    private static readonly string[] MaxPdu = ["--max-pdu", "131072"];

    private readonly string _files = Path.Combine(workDirectory, "study");
    private readonly string _received = Path.Combine(workDirectory, "received");

    private static string StudyUid { get; } = StudyFiles.StudyUid(Study, ObjectBytes);

    /// <summary>storescp as a destination of a node, under a name for each number of associations.</summary>
    public static string[] Destinations(params int[] associations) =>
    [
        .. associations.SelectMany((count, index) => new[]
        {
            $"AeTitle={DestinationOf(count)}", "Host=127.0.0.1", $"Port={StoreScpServer.Port}", "Roles:0=MoveDestination", $"MaxAssociations={count}",
        }.Select(option => string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:{index}:{option}"))),
    ];

    public static string DestinationOf(int associations) => string.Create(CultureInfo.InvariantCulture, $"STORESCP{associations}");

    public Task<ServerProcess> StartReceiverAsync() => StoreScpServer.Contender.StartAsync(Directory.CreateDirectory(_received).FullName);

    /// <summary>Stores the study that is to be retrieved.</summary>
    public async Task GiveStudyAsync(Contender contender, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_files))
            StudyFiles.Create(_files, Study, Objects, ObjectBytes);
        var (successes, _) = await StoreRun.SendAsync(contender, [_files], noDelay: true, cancellationToken);
        if (successes != Objects)
            throw new InvalidOperationException($"{contender.Name} did not take the study.");
    }

    public Way SendFiles() => new("storescu, from files", null, stop => StoreRun.SendAsync(StoreScpServer.Contender, [_files], noDelay: true, stop));

    public static Way Move(Contender from, ServerProcess server, string destination, string how = "") => new($"{from.Name}, C-MOVE{how}", server, stop => Tool.RunDcmtkAsync(
        "movescu", ["-S", "-aec", from.AeTitle, "-aem", destination, .. Identifier, "127.0.0.1", PortOf(from)], noDelay: true, stop));

    public Way Get(Contender from, ServerProcess server) => new($"{from.Name}, C-GET by getscu", server, stop => Tool.RunDcmtkAsync(
        "getscu", ["-S", "+B", .. MaxPdu, "-aec", from.AeTitle, "-od", _received, .. Identifier, "127.0.0.1", PortOf(from)], noDelay: true, stop));

    public Way GetByClient(Contender from, ServerProcess server) => new($"{from.Name}, C-GET by its client", server, stop => GetClient.RunAsync(from, StudyUid, _received, stop));

    /// <summary>Prints a table in which the others are held against the first way.</summary>
    /// <param name="isGood">Whether a way's rate, in multiples of the first's, and milliseconds to the first object are as wanted; null where nothing is.</param>
    /// <returns>False when one is not.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<Way> ways, int rounds, string wanted, Func<Way, double, double, bool?> isGood, CancellationToken cancellationToken)
    {
        foreach (var way in ways)
            await way.MeasureAsync(_received, Objects, cancellationToken); // to warm up
        var results = await Turns.RunAsync(ways, rounds, (way, _) => way.MeasureAsync(_received, Objects, cancellationToken), cancellationToken);
        var isReached = true;
        var table = new Table("", "sender CPU s per 1,000", "objects/s", "MB/s", "first object ms", $"objects/s, {ways[0].Name} = 1", $"wanted: {wanted}");
        for (var i = 0; i < ways.Count; i++)
        {
            var runs = results[i];
            // Ratios of runs that stood side by side: the machine's mood falls out.
            var ratio = Spread.Of(runs.Zip(results[0], (run, first) => run.ObjectsPerSecond / first.ObjectsPerSecond));
            var first = Spread.Of(runs.Select(run => run.FirstMilliseconds));
            var good = isGood(ways[i], ratio.Median, first.Median);
            isReached &= good != false;
            table.Add(
                ways[i].Name,
                Spread.Of(runs.Select(run => run.CpuSeconds * 1000 / Objects)).Format("0.00"),
                Spread.Of(runs.Select(run => run.ObjectsPerSecond)).Format("0"),
                Table.Number(runs.Select(run => run.ObjectsPerSecond).Median() * ObjectBytes / 1e6, "0"),
                first.Format("0"), ratio.Format("0.00"), good switch { true => "ok", false => "MISSED", null => "" });
        }

        table.Print(string.Create(CultureInfo.InvariantCulture, $"A CT study of {Objects} objects of 525 KB, medians of {rounds} alternating runs (least–most)"));
        return isReached;
    }

    private static string[] Identifier => ["-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={StudyUid}"];

    private static string PortOf(Contender contender) => contender.Port.ToString(CultureInfo.InvariantCulture);
}
