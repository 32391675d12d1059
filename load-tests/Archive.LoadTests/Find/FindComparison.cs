using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Find;

/// <summary>The same queries in the same order by the same client to several servers that hold the same studies, by turns.</summary>
internal static class FindComparison
{
    /// <summary>Prints a table of times and one of processor time, in which the others are held against the first server.</summary>
    /// <param name="queries">Of each kind in each round.</param>
    public static async Task RunAsync(
        IReadOnlyList<(Contender Contender, ServerProcess Process)> servers, IReadOnlyList<QueryKind> kinds, string what, int rounds, int queries,
        CancellationToken cancellationToken)
    {
        var clients = new List<(FindClient Client, ServerProcess Process)>();
        try
        {
            foreach (var (contender, process) in servers)
                clients.Add((await FindClient.ConnectAsync(contender), process));
            foreach (var (client, kind) in clients.SelectMany(client => kinds.Select(kind => (client.Client, kind))))
                await KindRun.WarmUpAsync(kind, client);

            var results = await Turns.RunAsync(clients, rounds, RunAllAsync, cancellationToken);
            Print(servers, kinds, results, string.Create(CultureInfo.InvariantCulture, $"{what}, the same {rounds} x {queries} queries of each kind to all"), rounds * queries);
        }
        finally
        {
            foreach (var (client, _) in clients)
                await client.DisposeAsync();
        }

        async Task<IReadOnlyList<KindRun>> RunAllAsync((FindClient Client, ServerProcess Process) server, int round)
        {
            var runs = new List<KindRun>();
            foreach (var kind in kinds)
                runs.Add(await KindRun.OfAsync(kind, server.Client, server.Process, round, queries, cancellationToken));
            return runs;
        }
    }

    private static void Print(
        IReadOnlyList<(Contender Contender, ServerProcess Process)> servers, IReadOnlyList<QueryKind> kinds, IReadOnlyList<KindRun>[][] results, string title, int queries)
    {
        var names = servers.Select(server => server.Contender.Name).ToArray();
        var isEnoughForP99 = queries >= KindRun.EnoughForP99;
        var unit = isEnoughForP99 ? "ms p50, p99" : "ms (least–most)";
        var times = new Table(["", "answers each", .. names.Select(name => $"{name}, {unit}"), .. names.Skip(1).Select(name => $"{name}, {names[0]} = 1")]);
        var cpu = new Table(["", .. names.Select(name => $"{name}, CPU ms each")]);
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var runs = results.Select(rounds => rounds.Select(round => round[kind]).ToArray()).ToArray();
            var milliseconds = runs.Select(rounds => rounds.SelectMany(round => round.Milliseconds).ToArray()).ToArray();
            times.Add(
            [
                kinds[kind].Name,
                string.Join(" / ", runs.Select(rounds => Table.Number((double)rounds.Sum(round => round.Answers) / queries, "0.0"))),
                .. milliseconds.Select(all => isEnoughForP99
                    ? $"{Table.Number(all.Median(), "0.00")}, {Table.Number(all.Percentile(99), "0.0")}"
                    : Spread.Of(all).Format(all.Median() < 100 ? "0.0" : "0")),
                .. milliseconds.Skip(1).Select(all => Ratio(all, milliseconds[0])),
            ]);
            cpu.Add([kinds[kind].Name, .. runs.Select(rounds => Spread.Of(rounds.Select(round => round.CpuMilliseconds / round.Milliseconds.Count)).Format("0.00"))]);
        }

        times.Print(title);
        cpu.Print("Processor time of the server for each query, medians of the rounds (least–most)");
    }

    /// <summary>Of the times that the same queries took.</summary>
    private static string Ratio(double[] theirs, double[] ours)
    {
        var ratios = theirs.Zip(ours, (their, our) => their / our).ToArray();
        return Spread.Of(ratios).Format(ratios.Median() < 10 ? "0.00" : "0");
    }
}
