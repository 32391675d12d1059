using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>A node that stood still until the others have gone on without it, and have its volumes, commits nothing afterwards and ends itself.</summary>
public sealed class SuspensionTests(ITestOutputHelper output)
{
    /// <summary>What the node ends with when it can serve nothing any more; the service manager starts it again.</summary>
    private const int Useless = 3;

    /// <summary>Shorter and longer than lease and rows last.</summary>
    public static TheoryData<int> Seconds => new((int[])[.. new[] { 10, 60 }.Take(Full.Count(usually: 1, full: 2))]);

    [Theory]
    [MemberData(nameof(Seconds))]
    public Task A_node_that_stood_still_commits_nothing_later_and_ends_itself(int seconds) => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            await load.WaitAsync(100);
            await SuspendAsync(cluster, load, await cluster.OldestAsync(), TimeSpan.FromSeconds(seconds));
            await cluster.FormedAsync(cluster.Nodes);
        }

        await load.WaitAsync(100);
        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        await load.Ledger.CompareAsync(cluster.Nodes);
    });

    private static async Task SuspendAsync(RunningCluster cluster, Load load, ClusterNode node, TimeSpan duration)
    {
        // A study that nobody else writes to: no conflict would show that others have the node's work now.
        var first = TestData.Ct();
        var (before, during) = (WireObject.Of(first), WireObject.Of(TestData.Ct(first.Study, first.Series, 2)));
        var run = await cluster.RunOfAsync(node);
        var ends = cluster.Nodes.ToDictionary(each => each, each => each.Ends.Count);
        await using var association = await node.ConnectAsync(before);
        Assert.Equal(DimseStatus.Success, await association.StoreAsync(before));

        node.Suspend();
        var stillStands = Task.Delay(duration);
        var storing = association.StoreAsync(during);
        await cluster.FencedAsync(run);
        await cluster.AdoptedAsync(run);
        await load.WaitAsync(50);
        await stillStands;
        node.Resume();

        await Until.HoldsAsync($"{node.Name} has ended itself", () => node.Ends.Count > ends[node]);
        Assert.Equal([Useless], node.Ends.Skip(ends[node]));
        Assert.All(cluster.Nodes.Where(other => other != node), other => Assert.Equal(ends[other], other.Ends.Count));
        await AssertNotStoredAsync(storing);
        await cluster.FormedAsync(cluster.Nodes);
        foreach (var other in cluster.Nodes)
            Assert.Equal([before.Instance], await other.FindInstancesAsync(first.Study.Uid));
    }

    private static async Task AssertNotStoredAsync(Task<DimseStatus> storing)
    {
        try
        {
            Assert.NotEqual(DimseStatus.Success, await storing);
        }
        catch (Exception lost) when (TransferFailure.IsOfPeer(lost) || lost is IOException)
        {
            // The node ended amid it.
        }
    }
}
