using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Find;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Worklists;

/// <summary>
/// Queries of a worklist of many open steps, one at a time, and then what all stations cost that ask for their list twice a minute, each time on an
/// association of its own.
/// </summary>
internal static class WorklistCommand
{
    private const int HttpPort = ArchiveServer.FirstPort + 1001;
    private const int Orderers = 8;
    private const double MaxCorePercent = 5;

    private const int WarmUpPolls = 200;

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(3);
        var items = new Option<int>("--items") { Description = "Open steps.", DefaultValueFactory = _ => 10_000 };
        var stations = new Option<int>("--stations") { Description = "Stations that have and ask for them.", DefaultValueFactory = _ => 500 };
        var seconds = new Option<int>("--seconds") { Description = "For each kind of query and round.", DefaultValueFactory = _ => 3 };
        var polling = new Option<int>("--polling") { Description = "Seconds for which stations ask.", DefaultValueFactory = _ => 90 };
        var command = new Command("worklist", "Queries of a worklist, and stations that poll it (worklist.sh).") { node, work, rounds, items, stations, seconds, polling };
        command.SetAction(async (parsed, stop) =>
        {
            var archive = ArchiveServer.At(parsed.GetRequiredValue(node), options: [$"--Archive:Http:Port={HttpPort}"]);
            await Contender.PrintVersionsAsync([archive]);
            var machine = new MachineLoad();
            var list = new WorklistItems(parsed.GetValue(items), parsed.GetValue(stations), DateOnly.FromDateTime(DateTime.Today));
            bool isReached;
            await using (var server = await archive.StartAsync(Path.Combine(parsed.GetRequiredValue(work), "worklist")))
            {
                await OrderAsync(list, parsed.GetValue(items), stop);
                isReached = await QueryAsync(archive, server, list, parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), stop)
                    & await PollAsync(archive, server, list, parsed.GetValue(stations), TimeSpan.FromSeconds(parsed.GetValue(polling)), stop);
            }

            machine.Print();
            return isReached ? 0 : 2;
        });
        return command;
    }

    private static async Task OrderAsync(WorklistItems list, int items, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}") };
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, items, new ParallelOptions { MaxDegreeOfParallelism = Orderers, CancellationToken = stop }, async (number, cancel) =>
        {
            using var body = new ByteArrayContent(DicomJsonWriter.ToArray(list.Create(number)));
            using var answer = await http.PostAsync(new Uri("/api/worklist", UriKind.Relative), body, cancel);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"The order was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{items:N0} steps ordered over HTTP, {items / clock.Elapsed.TotalSeconds:N0}/s."));
    }

    private static async Task<bool> QueryAsync(
        Contender archive, ServerProcess server, WorklistItems list, int rounds, TimeSpan duration, CancellationToken stop)
    {
        await using var client = await FindClient.ConnectAsync(archive);
        var kinds = list.Kinds();
        foreach (var kind in kinds)
            await KindRun.WarmUpAsync(kind, client);
        var runs = kinds.Select(_ => new List<KindRun>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (i, kind) in kinds.Index())
                runs[i].Add(await KindRun.ForAsync(kind, client, server, round, duration, TimeSpan.Zero, stop));
        }

        var summaries = kinds.Select((kind, i) => new KindSummary(kind, runs[i], isServerIdle: true)).ToList();
        var table = new Table(KindSummary.Headings);
        foreach (var summary in summaries)
            table.Add(summary.Cells);
        table.Print($"Queries of the worklist, medians of {rounds} rounds (least–most)");
        return summaries.TrueForAll(summary => summary.IsReached != false);
    }

    /// <summary>Every station asks each half minute, all of them evenly spread, whatever becomes of the others.</summary>
    private static async Task<bool> PollAsync(
        Contender archive, ServerProcess server, WorklistItems list, int stations, TimeSpan duration, CancellationToken stop)
    {
        var gap = PollInterval / stations;
        var idlePercent = await IdlePercentAsync(archive, server, list, stop);
        var (clock, cpu, polls, times) = (Stopwatch.StartNew(), server.CpuSeconds(), new List<Task>(), new ConcurrentBag<double>());
        for (var i = 0; gap * i < duration; i++)
        {
            var planned = gap * i;
            if (planned > clock.Elapsed)
                await Task.Delay(planned - clock.Elapsed, stop);
            polls.Add(TimeAsync(i, planned));
        }

        await Task.WhenAll(polls);
        var percent = (server.CpuSeconds() - cpu) / clock.Elapsed.TotalSeconds * 100;
        var isReached = percent <= MaxCorePercent;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""

            {stations} stations that ask each {PollInterval.TotalSeconds:0} s on a new association: {times.Count} polls, p50 {times.Median():0.0} ms, p99 {times.Percentile(99):0.0} ms from the planned start,
            {percent:0.0} % of a core ({idlePercent:0.0} % before, when nobody asked), {percent * clock.Elapsed.TotalMilliseconds / 100 / times.Count:0.00} ms of the server's processor time each; limit {MaxCorePercent} %: {(isReached ? "ok" : "MISSED")}
            """));
        return isReached;

        async Task TimeAsync(int number, TimeSpan planned)
        {
            await PollOnceAsync(archive, list, number);
            times.Add((clock.Elapsed - planned).TotalMilliseconds);
        }
    }

    /// <summary>What the node takes when nobody asks anything, once the code is compiled that polls and its own test of itself run.</summary>
    private static async Task<double> IdlePercentAsync(Contender archive, ServerProcess server, WorklistItems list, CancellationToken stop)
    {
        for (var i = 0; i < WarmUpPolls; i++)
            await PollOnceAsync(archive, list, i);
        while (await ArchiveMetrics.ReadAsync(HttpPort, "archive_canary_seconds", stop) is not > 0)
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
        var (clock, cpu) = (Stopwatch.StartNew(), server.CpuSeconds());
        await Task.Delay(IdleTime, stop);
        return (server.CpuSeconds() - cpu) / clock.Elapsed.TotalSeconds * 100;
    }

    private static async Task PollOnceAsync(Contender archive, WorklistItems list, int number)
    {
        await using var association = await ScuAssociation.ConnectAsync(
            archive.Call(list.Station(number)).Propose(WorklistItems.Model, TransferSyntax.ImplicitVrLittleEndian));
        var answers = 0;
        await foreach (var message in association.FindAsync(WorklistItems.Model, list.Poll(number)))
            answers += message.Response.Status.IsPending ? 1 : 0;
        if (answers == 0)
            throw new InvalidOperationException($"{list.Station(number)} was shown nothing.");
        await association.ReleaseAsync();
    }
}
