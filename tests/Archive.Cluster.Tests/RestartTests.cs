using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>What operators and an upgrade do, seen by a sender that goes through HAProxy and calls again when its association ends.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    private const int Studies = 400;

    [Fact]
    public Task Nodes_that_come_and_go_and_are_restarted_one_after_the_other_fail_no_store() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.Nodes[0].StartAsync();
        await StoreStudiesAsync(cluster.Nodes[0]);
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        await load.WaitAsync(100);
        cluster.Nodes[1].Launch();
        cluster.Nodes[2].Launch();
        await cluster.FormedAsync(cluster.Nodes);
        await cluster.SharedAsync(TimeSpan.FromSeconds(30));
        await load.WaitAsync(100);
        output.WriteLine(load.Ledger.ShowStall("from one node to three"));

        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            foreach (var node in cluster.Nodes)
            {
                Assert.Equal(0, await node.TerminateAsync());
                await load.WaitAsync(50);
                node.Launch();
                await cluster.FormedAsync(cluster.Nodes);
                await load.WaitAsync(100);
            }

            output.WriteLine(load.Ledger.ShowStall("each restarted"));
        }

        foreach (var node in cluster.Nodes.Take(2))
        {
            Assert.Equal(0, await node.TerminateAsync());
            await load.WaitAsync(100);
        }

        await cluster.FormedAsync(cluster.Nodes[2]);
        output.WriteLine(load.Ledger.ShowStall("from three nodes to one"));
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        Assert.Equal((0, 0), (load.Ledger.Refusals, load.Ledger.Repetitions));
        await load.Ledger.CompareAsync(cluster.Nodes[2]);
        cluster.AssertNobodyEnded();
    });

    /// <summary>So many that nearly all shards have one: a shard that has none is nobody's.</summary>
    private static async Task StoreStudiesAsync(ClusterNode node)
    {
        var objects = Enumerable.Range(0, Studies).Select(_ => WireObject.Of(TestData.Ct())).ToList();
        await using var association = await node.ConnectAsync(objects[0]);
        foreach (var instance in objects)
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
        await association.ReleaseAsync();
    }
}
