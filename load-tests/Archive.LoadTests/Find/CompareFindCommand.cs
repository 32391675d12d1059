using System.Globalization;
using Archive.LoadTests.Population;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Find;

/// <summary>
/// The same queries by the same client to the archive and to Debian's Orthanc, which hold the same studies: kind by kind, by
/// turns. Asks for nothing that Orthanc's index does not hold.
/// </summary>
internal static class CompareFindCommand
{
    private const double WantedRatio = 20;

    public static async Task<int> RunAsync(
        string node, string indexDirectory, string orthancDirectory, string workDirectory, int rounds, int seconds, CancellationToken cancellationToken)
    {
        var hospital = GeneratedIndex.Open(indexDirectory);
        await OrthancIndex.CreateAsync(orthancDirectory, hospital, cancellationToken);
        var (archive, orthanc) = (Contender.Archive(node), Contender.Orthanc(isTuned: true));
        using var archiveServer = await archive.StartAsync(GeneratedIndex.Copy(indexDirectory, Path.Combine(workDirectory, "find-data")));
        using var orthancServer = await orthanc.StartAsync(orthancDirectory);
        await using var archiveClient = await FindClient.ConnectAsync(archive);
        await using var orthancClient = await FindClient.ConnectAsync(orthanc);
        var machine = new MachineLoad();
        var duration = TimeSpan.FromSeconds(seconds);

        var table = new Table("", "answers each", "Orthanc's", "archive p50 ms", "p99 ms", "Orthanc p50 ms", "p99 ms", "archive is", "wanted");
        foreach (var kind in new QueryKinds(hospital, QueryKinds.PlainKeys).All())
        {
            var (ours, theirs) = (new List<KindResult>(), new List<KindResult>());
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(await KindResult.MeasureAsync(kind, archiveClient, archiveServer, duration, TimeSpan.Zero, cancellationToken));
                theirs.Add(await KindResult.MeasureAsync(kind, orthancClient, orthancServer, duration, TimeSpan.Zero, cancellationToken));
            }

            var ratio = ours.Zip(theirs, (us, them) => them.P50 / us.P50).Median();
            table.Add(
                kind.Name,
                Table.Number(ours[0].AnswersEach, "0.0"), Table.Number(theirs[0].AnswersEach, "0.0"),
                Table.Number(ours.Select(result => result.P50).Median(), "0.00"), Table.Number(ours.Select(result => result.P99).Median(), "0.0"),
                Table.Number(theirs.Select(result => result.P50).Median(), "0.0"), Table.Number(theirs.Select(result => result.P99).Median(), "0.0"),
                Table.Number(ratio, "0.0") + " x", ratio >= WantedRatio ? "20 x" : "20 x MISSED");
        }

        table.Print(string.Create(CultureInfo.InvariantCulture, $"Queries at {hospital.Studies:N0} studies beside Orthanc, medians of {rounds} alternating runs of each kind"));
        machine.Took(archiveServer.CpuSeconds() + orthancServer.CpuSeconds());
        machine.Print();
        return 0;
    }
}
