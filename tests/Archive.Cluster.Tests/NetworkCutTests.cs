using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Nodes on hosts of their own, which prove to each other who they are, and lines between them that fail in silence.</summary>
public sealed class NetworkCutTests(ITestOutputHelper output)
{
    [NeedsFact(Need.NetworkCuts)]
    public async Task Lines_that_are_cut_or_slow_lose_nothing()
    {
        await using var network = await NodeNetwork.CreateAsync(hosts: 3);
        await RunningCluster.RunAsync(output, async cluster =>
        {
            await cluster.StartAsync();
            await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
            await load.WaitAsync(100);
            output.WriteLine(load.Ledger.ShowStall("the beginning"));
            for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
            {
                await SlowDownAsync(cluster, network, load);
                output.WriteLine(load.Ledger.ShowStall("a slow line"));
                await CutPairAsync(cluster, network, load);
                output.WriteLine(load.Ledger.ShowStall("a pair cut from each other"));
                await CutFromDatabaseAsync(cluster, network, load);
                output.WriteLine(load.Ledger.ShowStall("a node cut from the database"));
                await CutFromOthersAsync(cluster, network, load);
                output.WriteLine(load.Ledger.ShowStall("a node cut from the others"));
            }

            await load.StopAsync();
            output.WriteLine(load.Ledger.ToString());
            await load.Ledger.CompareAsync(cluster.Nodes);
        }, network: network);
    }

    private static async Task SlowDownAsync(RunningCluster cluster, NodeNetwork network, Load load)
    {
        var before = EndsOf(cluster);
        await network.SlowDownAsync(1, kilobytesPerSecond: 200);
        await load.WaitAsync(300);
        await network.SpeedUpAsync(1);
        Assert.Equal(before, EndsOf(cluster));
    }

    /// <summary>Two do not reach each other, but the third reaches both: who sees a node that others do not is no use, and ends.</summary>
    private static async Task CutPairAsync(RunningCluster cluster, NodeNetwork network, Load load)
    {
        var before = EndsOf(cluster);
        await network.CutAsync(1, cluster.Nodes[1].Host);
        await Until.HoldsAsync("one of the two has ended itself", () => IsEnded([cluster.Nodes[0]], before) || IsEnded([cluster.Nodes[1]], before));
        await load.WaitAsync(100);
        await network.HealAsync(1);
        await cluster.FormedAsync(cluster.Nodes);
        await load.WaitAsync(100);
    }

    /// <summary>
    /// All reach the database and the senders: one side goes on, the other ends, and comes back when it can. The node with the
    /// singletons is cut off.
    /// </summary>
    private static async Task CutFromOthersAsync(RunningCluster cluster, NodeNetwork network, Load load)
    {
        var before = EndsOf(cluster);
        var node = await cluster.OldestAsync();
        var host = cluster.Nodes.ToList().IndexOf(node) + 1;
        ClusterNode[] one = [node], others = [.. cluster.Nodes.Where(other => other != node)];
        foreach (var other in others)
            await network.CutAsync(host, other.Host);
        await Until.HoldsAsync("one side has ended itself", () => IsEnded(one, before) || IsEnded(others, before));
        await load.WaitAsync(100);
        Assert.NotEqual(IsEnded(one, before), IsEnded(others, before));
        await network.HealAsync(host);
        await cluster.FormedAsync(cluster.Nodes);
        await load.WaitAsync(100);
    }

    /// <summary>The others see that it commits nothing, and go on without it.</summary>
    private static async Task CutFromDatabaseAsync(RunningCluster cluster, NodeNetwork network, Load load)
    {
        var before = EndsOf(cluster);
        var run = await cluster.RunOfAsync(cluster.Nodes[1]);
        await network.CutAsync(2, network.Near, cluster.Database.Port);
        await cluster.FencedAsync(run);
        await load.WaitAsync(100);
        await network.HealAsync(2);
        await cluster.FormedAsync(cluster.Nodes);
        await load.WaitAsync(100);

        Assert.All(cluster.Nodes.Where((_, i) => i != 1), other => Assert.Equal(before[other], other.Ends.Count));
    }

    private static Dictionary<ClusterNode, int> EndsOf(RunningCluster cluster) => cluster.Nodes.ToDictionary(node => node, node => node.Ends.Count);

    private static bool IsEnded(ClusterNode[] side, Dictionary<ClusterNode, int> before) => side.All(node => node.Ends.Count > before[node]);
}
