using System.Globalization;
using System.Text.Json;
using Archive.LoadTests.Population;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Servers;
using Archive.LoadTests.Storing;

namespace Archive.LoadTests.Find;

/// <summary>
/// Measures every kind of query against a node that holds a generated index, first idle, then while objects are stored at a
/// fixed rate, and how much memory a query of very many answers takes.
/// </summary>
internal static class FindCommand
{
    private const int ManyAnswers = 100_000;

    private static readonly TimeSpan PauseWhileStoring = TimeSpan.FromMilliseconds(10);

    // The first objects have the code compiled that stores them.
    private static readonly TimeSpan StoringBefore = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="indexDirectory">Made by <c>generate-index</c>; a copy is worked on.</param>
    /// <param name="json">File for the results; null for none.</param>
    public static async Task<int> RunAsync(
        string node, string indexDirectory, string workDirectory, int seconds, int objectsPerSecond, string? json, CancellationToken cancellationToken)
    {
        var hospital = GeneratedIndex.Open(indexDirectory);
        var kinds = new QueryKinds(hospital, QueryKinds.AllKeys).All();
        var archive = Contender.Archive(node);
        using var server = await archive.StartAsync(GeneratedIndex.Copy(indexDirectory, Path.Combine(workDirectory, "find-data")));
        await using var client = await FindClient.ConnectAsync(archive);
        var machine = new MachineLoad();
        var duration = TimeSpan.FromSeconds(seconds);

        var idle = await MeasureAsync(kinds, client, server, duration, TimeSpan.Zero, cancellationToken);
        Print($"Idle, {Count(hospital.Studies)} studies", idle);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var storing = StoreLoad.RunAsync(archive, objectsPerSecond, stop.Token);
        await Task.Delay(StoringBefore, cancellationToken);
        var busy = await MeasureAsync(kinds, client, server: null, duration, PauseWhileStoring, cancellationToken);
        await stop.CancelAsync();
        var stored = await storing;
        Print($"While {objectsPerSecond} objects/s are stored, {Count(hospital.Studies)} studies", busy);
        Console.WriteLine($"\nMeanwhile {stored.Describe()}.");

        await PrintMemoryAsync(client, server);
        machine.Took(server.CpuSeconds());
        machine.Print();
        if (json is not null)
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(new { hospital.Studies, idle, busy, storeP99 = stored.Milliseconds.Percentile(99) }, Indented), CancellationToken.None);
        return idle.Concat(busy).Any(result => result.IsReached == false) ? 2 : 0;
    }

    private static async Task<List<KindResult>> MeasureAsync(
        IReadOnlyList<QueryKind> kinds, FindClient client, ServerProcess? server, TimeSpan duration, TimeSpan pause, CancellationToken cancellationToken)
    {
        var results = new List<KindResult>();
        foreach (var kind in kinds)
            results.Add(await KindResult.MeasureAsync(kind, client, server, duration, pause, cancellationToken));
        return results;
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

    private static void Print(string title, IReadOnlyList<KindResult> results)
    {
        var table = new Table(KindResult.Headings);
        foreach (var result in results)
            table.Add(result.Cells);
        table.Print(title);
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
