using System.Diagnostics;
using System.Globalization;
using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Acknowledged means found, intact and once, whatever happens. The seed that is printed repeats a run.</summary>
public sealed class RandomFaultTests(ITestOutputHelper output)
{
    private const int FaultsOfRound = 6;

    [Fact]
    public async Task What_is_acknowledged_is_there_once_whatever_happens()
    {
        await using var network = Needs.WhyNot(Need.NetworkCuts) is null ? await NodeNetwork.CreateAsync(hosts: 3) : null;
        output.WriteLine(network is null ? "No network can be cut here: none is." : "Networks are cut, too.");
        await RunningCluster.RunAsync(output, cluster => RunAsync(cluster, network), network: network);
    }

    private async Task RunAsync(RunningCluster cluster, NodeNetwork? network)
    {
        var seed = TestSeed.Choose(output.WriteLine);
        var random = new Random(seed);
        var started = Stopwatch.GetTimestamp();
        await cluster.StartAsync();
        Ledger? before = null;
        for (var round = 0; round == 0 || Stopwatch.GetElapsedTime(started) < Full.Duration; round++)
        {
            await using var load = Load.Start(unchecked(seed + (1000 * round)), cluster.Balancer);
            for (var i = 0; i < FaultsOfRound && (i < 2 || Stopwatch.GetElapsedTime(started) < Full.Duration); i++)
            {
                await load.WaitAsync(random.Next(1, 100));
                var fault = await FaultAsync(cluster, network, random);
                await cluster.FormedAsync(cluster.Nodes);
                output.WriteLine(load.Ledger.ShowStall(fault));
            }

            await load.WaitAsync(50);
            await load.StopAsync();
            output.WriteLine(load.Ledger.ToString());
            await cluster.SettledAsync();
            await load.Ledger.CompareAsync(cluster.Nodes);
            if (before is not null)
                await before.CompareAsync(cluster.Nodes);
            before = load.Ledger;
        }
    }

    /// <returns>What was done.</returns>
    private async Task<string> FaultAsync(RunningCluster cluster, NodeNetwork? network, Random random)
    {
        var nodes = cluster.Nodes.OrderBy(_ => random.Next()).ToList();
        var (kind, duration, isAbrupt) = (random.Next(network is null ? 8 : 11), TimeSpan.FromMilliseconds(random.Next(20_000)), random.Next(2) == 0);
        var (one, two, seconds) = (nodes[0], nodes[1], string.Create(CultureInfo.InvariantCulture, $"for {duration.TotalSeconds:0.0} s"));
        var (name, fault) = kind switch
        {
            0 or 1 => ($"{one.Name} is away {seconds}", AwayAsync(duration, one)),
            2 => ($"{one.Name} and {two.Name} are away {seconds}", AwayAsync(duration, one, two)),
            3 => ($"{one.Name} dies and is back at once", AwayAsync(TimeSpan.Zero, one)),
            4 => ($"{one.Name} stands still {seconds}", SuspendedAsync(one, duration)),
            5 => ($"{one.Name} is restarted", RestartedAsync(cluster, one)),
            6 => ("the database is restarted", DatabaseAwayAsync(cluster, TimeSpan.Zero, isAbrupt)),
            7 => ($"the database is away {seconds}", DatabaseAwayAsync(cluster, duration, isAbrupt)),
            8 => ($"{one.Name} and {two.Name} are cut from each other {seconds}", CutAsync(cluster, network!, one, duration, two.Host)),
            9 => ($"{one.Name} is cut from both others {seconds}", CutAsync(cluster, network!, one, duration, two.Host, nodes[2].Host)),
            _ => ($"{one.Name} is cut from the database {seconds}", CutAsync(cluster, network!, one, duration, network!.Near)),
        };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {name}"));
        await fault;
        return name;
    }

    private static async Task AwayAsync(TimeSpan duration, params ClusterNode[] killed)
    {
        await Task.WhenAll(killed.Select(node => node.KillAsync()));
        await Task.Delay(duration);
        foreach (var node in killed)
            node.Launch();
    }

    private static async Task SuspendedAsync(ClusterNode node, TimeSpan duration)
    {
        node.Suspend();
        await Task.Delay(duration);
        node.Resume();
    }

    private static async Task RestartedAsync(RunningCluster cluster, ClusterNode node)
    {
        await cluster.SettledAsync(); // it may have ended by itself, else
        Assert.Equal(0, await node.TerminateAsync());
        node.Launch();
    }

    private static async Task DatabaseAwayAsync(RunningCluster cluster, TimeSpan duration, bool abruptly)
    {
        await cluster.Database.StopAsync(abruptly);
        await Task.Delay(duration);
        await cluster.Database.StartAgainAsync();
    }

    /// <param name="addresses">That of the database is also where senders and balancer are: only its port is cut.</param>
    private static async Task CutAsync(RunningCluster cluster, NodeNetwork network, ClusterNode node, TimeSpan duration, params string[] addresses)
    {
        var host = cluster.Nodes.Index().Single(place => place.Item == node).Index + 1;
        foreach (var address in addresses)
            await network.CutAsync(host, address, address == network.Near ? cluster.Database.Port : null);
        await Task.Delay(duration);
        await network.HealAsync(host);
    }
}
