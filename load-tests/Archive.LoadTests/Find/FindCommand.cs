using System.CommandLine;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Population;
using Archive.LoadTests.Servers;
using Archive.LoadTests.Storing;

namespace Archive.LoadTests.Find;

/// <summary>
/// Measures every kind of query against a node that holds a generated index, by turns idle and while objects are stored at a
/// fixed rate, and how much memory a query of very many answers takes.
/// </summary>
internal static class FindCommand
{
    private const int ManyAnswers = 100_000;
    private const double PostgresAllowance = 1.5;

    private static readonly TimeSpan PauseWhileStoring = TimeSpan.FromMilliseconds(10);

    // The first objects have the code compiled that stores them.
    private static readonly TimeSpan StoringBefore = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var node = CommonArguments.Node();
        var index = new Argument<string>("index") { Description = "Directory that generate-index made." };
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(3);
        var seconds = new Option<int>("--seconds") { Description = "For each kind of query and round, idle and storing.", DefaultValueFactory = _ => 3 };
        var rate = new Option<int>("--store") { Description = "Objects a second that are stored in the second half.", DefaultValueFactory = _ => 200 };
        var postgres = new Option<bool>("--postgresql") { Description = "On PostgreSQL, whose limits are half as long again." };
        var command = new Command("find", "Queries on a generated index, idle and while objects are stored (find.sh).") { node, index, work, rounds, seconds, rate, postgres };
        command.SetAction(async (parsed, stop) =>
        {
            var isOnPostgres = parsed.GetValue(postgres);
            var executable = parsed.GetRequiredValue(node);
            var hospital = GeneratedIndex.Open(parsed.GetRequiredValue(index));
            var data = Path.Combine(parsed.GetRequiredValue(work), "find-data");
            if (isOnPostgres)
                await CopyOnPostgresAsync(executable, parsed.GetRequiredValue(index), data);
            else
                await GeneratedIndex.CopyAsync(parsed.GetRequiredValue(index), data);
            var archive = isOnPostgres ? ArchiveServer.OnPostgres(executable, "archive on PostgreSQL", nodes: 1) : ArchiveServer.At(executable);
            await Contender.PrintVersionsAsync([archive]);
            var machine = new MachineLoad();
            var isReached = await MeasureAsync(
                archive, isOnPostgres ? PostgresAllowance : 1, hospital, data, parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rate), stop);
            machine.Print();
            return isReached ? 0 : 2;
        });
        return command;
    }

    /// <summary>A copy to work on of the index on PostgreSQL, which is made beside the one that it is of and kept.</summary>
    private static async Task CopyOnPostgresAsync(string executable, string index, string copy)
    {
        var full = Path.GetFullPath(index);
        var kept = Path.Combine(Path.GetDirectoryName(full)!, $"postgresql-{Path.GetFileName(full)}");
        if (!GeneratedIndex.IsSame(index, kept))
        {
            await GeneratedIndex.CopyAsync(index, kept);
            Console.WriteLine($"The index on PostgreSQL: {await ArchiveServer.MoveToPostgresAsync(executable, kept)}");
            File.Delete(Path.Combine(kept, "archive.db"));
            GeneratedIndex.MarkSame(index, kept);
        }

        await Tool.RunAsync("cp", ["--archive", kept, copy]);
    }

    private static async Task<bool> MeasureAsync(
        Contender archive, double allowance, Hospital hospital, string data, int rounds, TimeSpan duration, int objectsPerSecond, CancellationToken cancellationToken)
    {
        QueryKind[] kinds = [.. new QueryKinds(hospital, QueryKinds.AllKeys).All().Select(kind => kind.Within(allowance))];
        await using var server = await archive.StartAsync(data);
        await using var client = await FindClient.ConnectAsync(archive);
        foreach (var kind in kinds)
            await KindRun.WarmUpAsync(kind, client);

        var stored = new List<StoreLoad>();
        var results = await Turns.RunAsync([false, true], rounds, RunAsync, cancellationToken);
        var idle = Summarize(kinds, results[0], isServerIdle: true);
        var busy = Summarize(kinds, results[1], isServerIdle: false);
        var studies = string.Create(CultureInfo.InvariantCulture, $"{hospital.Studies:N0} studies, medians of {rounds} rounds (least–most)");
        Print($"Idle, {studies}", idle);
        Print($"While {objectsPerSecond} objects/s are stored, {studies}", busy);
        Console.WriteLine($"\nMeanwhile {StoreLoad.Describe(stored)}.");
        await PrintMemoryAsync(client, server);
        return PrintMissed("Idle", idle) & PrintMissed("While storing", busy);

        async Task<IReadOnlyList<KindRun>> RunAsync(bool isStoring, int round)
        {
            if (!isStoring)
                return await RunAllAsync(TimeSpan.Zero);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var storing = StoreLoad.RunAsync(archive, objectsPerSecond, stop.Token);
            await Task.Delay(StoringBefore, cancellationToken);
            var runs = await RunAllAsync(PauseWhileStoring);
            await stop.CancelAsync();
            stored.Add(await storing);
            return runs;

            async Task<IReadOnlyList<KindRun>> RunAllAsync(TimeSpan pause)
            {
                var all = new List<KindRun>();
                foreach (var kind in kinds)
                    all.Add(await KindRun.ForAsync(kind, client, server, round, duration, pause, cancellationToken));
                return all;
            }
        }
    }

    private static KindSummary[] Summarize(IReadOnlyList<QueryKind> kinds, IReadOnlyList<KindRun>[] rounds, bool isServerIdle) =>
        [.. kinds.Select((kind, index) => new KindSummary(kind, [.. rounds.Select(round => round[index])], isServerIdle))];

    private static void Print(string title, KindSummary[] summaries)
    {
        var table = new Table(KindSummary.Headings);
        foreach (var summary in summaries)
            table.Add(summary.Cells);
        table.Print(title);
    }

    private static bool PrintMissed(string when, KindSummary[] summaries)
    {
        var missed = summaries.Where(summary => summary.IsReached == false).ToList();
        Console.WriteLine($"\n{when}, {missed.Count} of {summaries.Count(summary => summary.IsReached is not null)} limits were missed{(missed.Count == 0 ? "." : ":")}");
        foreach (var summary in missed)
            Console.WriteLine($"- {summary.Missed}");
        return missed.Count == 0;
    }

    private static async Task PrintMemoryAsync(FindClient client, ServerProcess server)
    {
        var before = server.ResidentBytes();
        var highest = before;
        var query = client.RunAsync(QueryKinds.Everything(QueryKinds.AllKeys, ManyAnswers));
        while (!query.IsCompleted)
        {
            await Task.WhenAny(query, Task.Delay(20, CancellationToken.None));
            highest = Math.Max(highest, server.ResidentBytes());
        }

        var (answers, milliseconds) = await query;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{answers:N0} answers to one query in {milliseconds / 1000:0.0} s, {answers / milliseconds * 1000:N0}/s; the node had {before / 1e6:0} MB resident before and at most {highest / 1e6:0} MB meanwhile."));
    }
}
