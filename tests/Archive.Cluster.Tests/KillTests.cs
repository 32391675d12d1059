using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Nodes that die lose nothing that was acknowledged, and the others go on by themselves. Who follows the feed meanwhile sees each event once.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public Task The_death_of_any_node_loses_nothing_and_stops_nothing_for_long() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await using var feed = await FeedSubscriber.StartAsync(cluster.Database.ConnectionString);
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            var oldest = await cluster.OldestAsync(); // has the singletons
            foreach (var node in cluster.Nodes.OrderByDescending(node => node == oldest))
            {
                await load.WaitAsync(100);
                var run = await cluster.RunOfAsync(node);
                await node.KillAsync();
                await cluster.FencedAsync(run);
                await load.WaitAsync(100);
                node.Launch();
                await cluster.FormedAsync(cluster.Nodes);
            }
        }

        await load.WaitAsync(100);
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        await load.Ledger.CompareAsync(cluster.Nodes);
        await feed.AssertSawAllAsync(load.Ledger);
        output.WriteLine(feed.Delays);
        cluster.AssertNobodyEnded();
    });

    [Fact]
    public Task Of_three_nodes_one_goes_on_when_two_die_at_once() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await using var feed = await FeedSubscriber.StartAsync(cluster.Database.ConnectionString);
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            await load.WaitAsync(100);
            var oldest = await cluster.OldestAsync();
            var victims = cluster.Nodes.OrderByDescending(node => node == oldest).Take(2).ToList();
            var runs = await Task.WhenAll(victims.Select(cluster.RunOfAsync));
            await Task.WhenAll(victims.Select(node => node.KillAsync()));
            foreach (var run in runs)
                await cluster.FencedAsync(run);
            await load.WaitAsync(100);
            victims.ForEach(node => node.Launch());
            await cluster.FormedAsync(cluster.Nodes);
        }

        await load.WaitAsync(100);
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        await load.Ledger.CompareAsync(cluster.Nodes);
        await feed.AssertSawAllAsync(load.Ledger);
        output.WriteLine(feed.Delays);
        cluster.AssertNobodyEnded();
    });
}
