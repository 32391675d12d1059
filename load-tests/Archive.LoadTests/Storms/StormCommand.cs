using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Storms;

/// <summary>
/// Connections that come to nothing, a thousand a second, and what is left of them: the archive's managed heap after a full collection, its
/// resident memory, and its open files, before, meanwhile and afterwards.
/// </summary>
internal static class StormCommand
{
    private const int HttpPort = ArchiveServer.FirstPort + 1000;
    private const int WarmUpSeconds = 10; // what is made once is there then
    private const int ArtimSeconds = 30;  // from then on as many silent ones end as come
    private const double MaxHeapGrowthMb = 2;
    private const double MaxResidentGrowth = 1.15;

    /// <summary>So long the wheel of Akka's scheduler keeps what they would have told.</summary>
    private static readonly TimeSpan StoppedTimers = TimeSpan.FromSeconds(8);

    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var rate = new Option<int>("--rate") { Description = "Connections a second.", DefaultValueFactory = _ => 1000 };
        var seconds = new Option<int>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 60 };
        var command = new Command("storm", "Connects, and comes to nothing (storm.sh).") { node, work, rate, seconds };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetRequiredValue(node), parsed.GetRequiredValue(work), parsed.GetValue(rate), parsed.GetValue(seconds), stop));
        return command;
    }

    private static async Task<int> RunAsync(string node, string work, int rate, int seconds, CancellationToken stop)
    {
        var contender = ArchiveServer.At(node, options: [$"--Archive:Http:Port={HttpPort}"]);
        await using var server = await contender.StartAsync(Path.Combine(work, "storm"));
        var visits = new Visits(contender.Port);
        await StormAsync(visits, rate, WarmUpSeconds, stop);
        await AwaitEndAsync(stop);
        var clock = Stopwatch.StartNew();
        var table = new Table("", "connections", "connections/s", "associations open", "heap after GC, MB", "resident, MB", "open files", "threads", "CPU ms each");
        var (first, cpu) = (visits.Count, server.CpuSeconds());
        var before = await MeasureAsync("before", perSecond: "");
        var early = before;
        for (var second = 0; second < seconds; second += 10)
        {
            var (count, began) = (visits.Count, clock.Elapsed);
            await StormAsync(visits, rate, Math.Min(10, seconds - second), stop);
            var now = await MeasureAsync(
                string.Create(CultureInfo.InvariantCulture, $"after {Math.Min(second + 10, seconds)} s"),
                Table.Number((visits.Count - count) / (clock.Elapsed - began).TotalSeconds, "0"));
            if (second < ArtimSeconds)
                early = now;
        }

        var late = server.ResidentBytes();
        await AwaitEndAsync(stop);
        var after = await MeasureAsync("when all have ended", perSecond: "");
        table.Print(string.Create(CultureInfo.InvariantCulture, $"{rate} connections/s for {seconds} s that come to nothing, by turns {string.Join(", ", visits.Kinds)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{visits.Unserved} of {visits.Count} connections were closed by the archive before their turn."));

        var isFlat = after.HeapMb - before.HeapMb < MaxHeapGrowthMb && late < early.ResidentMb * 1e6 * MaxResidentGrowth && after.Files <= before.Files;
        Console.WriteLine(isFlat ? "Memory is flat, and nothing is left." : "MISSED: something is left.");
        return isFlat ? 0 : 2;

        async Task<State> MeasureAsync(string when, string perSecond)
        {
            var connections = visits.Count - first;
            var state = new State(await ManagedHeap.BytesAfterCollectionAsync(server.Id, stop) / 1e6, server.ResidentBytes() / 1e6, server.OpenFiles());
            table.Add(
                when, connections.ToString(CultureInfo.InvariantCulture), perSecond, Table.Number(await OpenAssociationsAsync(stop), "0"), Table.Number(state.HeapMb, "0.0"),
                Table.Number(state.ResidentMb, "0"), state.Files.ToString(CultureInfo.InvariantCulture), server.Threads().ToString(CultureInfo.InvariantCulture),
                perSecond.Length == 0 ? "" : Table.Number((server.CpuSeconds() - cpu) * 1000 / connections, "0.00"));
            return state;
        }
    }

    /// <summary>Begins connections at the rate, whatever becomes of those before, and does not wait for their end.</summary>
    private static async Task StormAsync(Visits visits, int rate, int seconds, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var clock = Stopwatch.StartNew();
        for (var begun = 0; begun < rate * seconds && await timer.WaitForNextTickAsync(stop);)
        {
            for (; begun < Math.Min(clock.Elapsed.TotalSeconds, seconds) * rate; begun++)
                _ = visits.VisitAsync();
        }
    }

    private static async Task AwaitEndAsync(CancellationToken stop)
    {
        while (await OpenAssociationsAsync(stop) > 0)
            await Task.Delay(50, stop);
        await Task.Delay(StoppedTimers, stop);
    }

    private static async Task<double> OpenAssociationsAsync(CancellationToken stop) =>
        await ArchiveMetrics.ReadAsync(HttpPort, "archive_associations_open", stop) ?? 0;

    private sealed record State(double HeapMb, double ResidentMb, int Files);
}
