using Archive.Cluster.Tests.Rig;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>However nodes start, they become one cluster.</summary>
public sealed class FormationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nodes_that_start_at_once_from_nothing_become_one_cluster()
    {
        for (var i = 0; i < Full.Count(usually: 2, full: 19); i++) // and once more below
        {
            await RunningCluster.RunAsync(output, async cluster =>
            {
                await cluster.StartAsync();
                await StoreOnEachAsync(cluster);
                cluster.AssertNobodyEnded();
            });
        }
    }

    [Fact]
    public Task Nodes_that_were_all_killed_or_stopped_become_one_cluster_again() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await Task.WhenAll(cluster.Nodes.Select(node => node.KillAsync()));
        await cluster.StartAsync();
        await StoreOnEachAsync(cluster);

        Assert.All(await Task.WhenAll(cluster.Nodes.Select(node => node.TerminateAsync())), exitCode => Assert.Equal(0, exitCode));
        await cluster.StartAsync();
        await StoreOnEachAsync(cluster);
        cluster.AssertNobodyEnded();
    });

    private static async Task StoreOnEachAsync(RunningCluster cluster)
    {
        foreach (var node in cluster.Nodes)
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
    }
}
