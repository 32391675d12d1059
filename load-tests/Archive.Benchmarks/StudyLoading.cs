using System.Diagnostics;
using System.Globalization;
using Archive.Actors.Studies;

namespace Archive.Benchmarks;

/// <summary>
/// How long the first object of a study waits that has 50,000 already and is not in memory, and what the study takes there: alone, beside
/// four who record objects of small studies without a pause, and beside a hundred studies of 500 objects that are loaded at the same moment.
/// </summary>
internal static class StudyLoading
{
    private const int LargeStudy = 50_000;
    private const int SmallStudies = 100;
    private const int SmallStudy = 500;
    private const int Askers = 4;
    private const int Rounds = 5;

    /// <summary>What an object of a study takes in memory.</summary>
    public static async Task<long> MeasureBytesPerObjectAsync()
    {
        const int Objects = 10_000;
        using var directory = new TemporaryDirectory();
        var study = new InventedStudy(0);
        await using (var stores = await RunningArchive.OpenStoresAsync(directory.FullPath))
            await study.AppendAsync(stores.Journal, Objects);
        return (long)((await MeasureAsync(directory.FullPath, study, [], [])).LiveMegabytes * 1e6 / Objects);
    }

    public static async Task RunAsync(TextWriter output)
    {
        using var directory = new TemporaryDirectory();
        var large = new InventedStudy(0);
        var small = Enumerable.Range(1, SmallStudies).Select(number => new InventedStudy(number)).ToArray();
        await using (var stores = await RunningArchive.OpenStoresAsync(directory.FullPath))
        {
            await large.AppendAsync(stores.Journal, LargeStudy);
            foreach (var study in small)
                await study.AppendAsync(stores.Journal, SmallStudy);
        }

        var (alone, beside, together) = (new List<Run>(), new List<Run>(), new List<Run>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await MeasureAsync(directory.FullPath, large, [], []));
            beside.Add(await MeasureAsync(directory.FullPath, large, small[..Askers], []));
            together.Add(await MeasureAsync(directory.FullPath, large, [], small));
        }

        output.WriteLine($"""
            ### A study of {LargeStudy:N0} objects that is loaded for its next one, medians of {Rounds} rounds (least–most)

            | | ms until recorded | MB allocated | MB live after | longest ask of others, ms |
            |---|---:|---:|---:|---:|
            | alone | {Describe(alone)} |
            | beside {Askers} that record without a pause | {Describe(beside)} |
            | with {SmallStudies} studies of {SmallStudy} that are loaded at the same moment | {Describe(together)} |
            """);
    }

    /// <param name="busy">Studies in memory that are asked all the time.</param>
    /// <param name="cold">Studies that are asked together with the large one, and are not in memory either.</param>
    private static async Task<Run> MeasureAsync(string directory, InventedStudy large, InventedStudy[] busy, InventedStudy[] cold)
    {
        await using var archive = await RunningArchive.StartAsync(directory);
        await RecordAsync(archive.Studies, new InventedStudy(1_000_000 + Environment.TickCount)); // all that is made once
        using var stop = new CancellationTokenSource();
        var asking = busy.Select(study => AskAsync(archive.Studies, study, stop.Token)).ToList();
        await Task.Delay(asking.Count > 0 ? 500 : 0);

        var (live, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes());
        var begin = Stopwatch.GetTimestamp();
        var others = cold.Select(study => RecordAsync(archive.Studies, study)).ToList();
        var ms = await RecordAsync(archive.Studies, large);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        await stop.CancelAsync();
        var longest = (await Task.WhenAll(others)).Concat((await Task.WhenAll(asking)).SelectMany(asks => asks.Where(ask => ask.EndedAt > begin).Select(ask => ask.Ms)));
        return new Run(ms, allocated / 1e6, (GC.GetTotalMemory(forceFullCollection: true) - live) / 1e6, longest.DefaultIfEmpty().Max());
    }

    private static async Task<List<(long EndedAt, double Ms)>> AskAsync(IStudies studies, InventedStudy study, CancellationToken stop)
    {
        var asks = new List<(long, double)>();
        while (!stop.IsCancellationRequested)
        {
            var ms = await RecordAsync(studies, study);
            asks.Add((Stopwatch.GetTimestamp(), ms));
        }

        return asks;
    }

    private static async Task<double> RecordAsync(IStudies studies, InventedStudy study)
    {
        var begin = Stopwatch.GetTimestamp();
        if (await studies.RecordAsync(study.Next(), CancellationToken.None) != RecordResult.Stored)
            throw new InvalidOperationException($"{study.Uid} had the object.");
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private static string Describe(List<Run> runs)
    {
        return string.Join(
            " | ", Median(run => run.Ms, "0"), Median(run => run.AllocatedMegabytes, "0.0"), Median(run => run.LiveMegabytes, "0.0"), runs.Exists(run => run.OthersMs > 0) ? Median(run => run.OthersMs, "0") : "");

        string Median(Func<Run, double> of, string format)
        {
            var values = runs.Select(of).Order().Select(value => value.ToString(format, CultureInfo.InvariantCulture)).ToArray();
            return $"{values[values.Length / 2]} ({values[0]}–{values[^1]})";
        }
    }

    private sealed record Run(double Ms, double AllocatedMegabytes, double LiveMegabytes, double OthersMs);
}
