using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Nodes that die lose nothing that was acknowledged, and the others go on by themselves. Who follows the feed meanwhile sees each event once.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public Task The_death_of_any_node_or_of_two_at_once_loses_nothing_and_stops_nothing_for_long() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await using var feed = await FeedSubscriber.StartAsync(cluster.Database.ConnectionString);
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            var oldest = await cluster.OldestAsync(); // has the singletons
            foreach (var node in cluster.Nodes.OrderByDescending(node => node == oldest))
                await KillAsync(cluster, load, node);
            oldest = await cluster.OldestAsync();
            await KillAsync(cluster, load, [.. cluster.Nodes.OrderByDescending(node => node == oldest).Take(2)]);
        }

        await load.WaitAsync(100);
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        await load.Ledger.CompareAsync(cluster.Nodes);
        await feed.AssertSawAllAsync(load.Ledger);
        output.WriteLine(feed.Delays);
        cluster.AssertNobodyEnded();
    });

    private async Task KillAsync(RunningCluster cluster, Load load, params IReadOnlyList<ClusterNode> victims)
    {
        await load.WaitAsync(100);
        output.WriteLine(load.Ledger.ShowStall("all are there"));
        var runs = await Task.WhenAll(victims.Select(cluster.RunOfAsync));
        await Task.WhenAll(victims.Select(node => node.KillAsync()));
        foreach (var run in runs)
            await cluster.FencedAsync(run);
        await load.WaitAsync(100);
        output.WriteLine(load.Ledger.ShowStall($"death of {string.Join(" and ", victims.Select(node => node.Name))}"));
        foreach (var node in victims)
            node.Launch();
        await cluster.FormedAsync(cluster.Nodes);
    }
}
