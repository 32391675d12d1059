using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>What an upgrade does, seen by a sender that goes through HAProxy and calls again when its association ends.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_rolling_restart_of_all_nodes_fails_no_store() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            foreach (var node in cluster.Nodes)
            {
                await load.WaitAsync(100);
                Assert.Equal(0, await node.TerminateAsync());
                await load.WaitAsync(50);
                node.Launch();
                await cluster.FormedAsync(cluster.Nodes);
            }
        }

        await load.WaitAsync(100);
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        Assert.Equal((0, 0), (load.Ledger.Refusals, load.Ledger.Repetitions));
        await load.Ledger.CompareAsync(cluster.Nodes);
        cluster.AssertNobodyEnded();
    });

    [Fact]
    public Task Nodes_come_and_go_while_objects_are_stored() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.Nodes[0].StartAsync();
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        await load.WaitAsync(100);
        cluster.Nodes[1].Launch();
        cluster.Nodes[2].Launch();
        await cluster.FormedAsync(cluster.Nodes);
        await cluster.SharedAsync(TimeSpan.FromSeconds(30));
        await load.WaitAsync(100);

        foreach (var node in cluster.Nodes.Take(2))
        {
            Assert.Equal(0, await node.TerminateAsync());
            await load.WaitAsync(100);
        }

        await cluster.FormedAsync(cluster.Nodes[2]);
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        Assert.Equal((0, 0), (load.Ledger.Refusals, load.Ledger.Repetitions));
        await load.Ledger.CompareAsync(cluster.Nodes[2]);
        cluster.AssertNobodyEnded();
    });
}
