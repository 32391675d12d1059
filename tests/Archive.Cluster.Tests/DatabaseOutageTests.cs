using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>PostgreSQL goes away and comes back: what was acknowledged stays, and the cluster goes on by itself.</summary>
public sealed class DatabaseOutageTests(ITestOutputHelper output)
{
    [Fact]
    public Task The_database_may_go_away_at_any_time() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);
        for (var round = 0; round < Full.Count(usually: 1, full: 5); round++)
        {
            await load.WaitAsync(100);
            await RestartAsync(cluster, load);
            await StartAsItComesBackAsync(cluster, load);
            await LoseANodeMeanwhileAsync(cluster, load);
        }

        await load.StopAsync();
        output.WriteLine(load.Ledger.ToString());
        await load.Ledger.CompareAsync(cluster.Nodes);
    });

    private static async Task RestartAsync(RunningCluster cluster, Load load)
    {
        var ends = EndsOf(cluster);
        foreach (var abruptly in (bool[])[true, false])
        {
            await cluster.Database.StopAsync(abruptly);
            await cluster.Database.StartAgainAsync();
            await load.WaitAsync(100);
            await cluster.FormedAsync(cluster.Nodes);
        }

        Assert.Equal(ends, EndsOf(cluster));
    }

    private static async Task StartAsItComesBackAsync(RunningCluster cluster, Load load)
    {
        var (ends, node) = (EndsOf(cluster), cluster.Nodes[2]);
        Assert.Equal(0, await node.TerminateAsync());
        await cluster.Database.StopAsync(abruptly: true);
        var back = cluster.Database.StartAgainAsync();
        node.Launch();
        await back;
        await cluster.FormedAsync(cluster.Nodes);
        await load.WaitAsync(100);

        Assert.Equal(ends, EndsOf(cluster));
    }

    /// <summary>Without the database nobody may decide that the node is dead: the others end, too, and all begin anew later.</summary>
    private static async Task LoseANodeMeanwhileAsync(RunningCluster cluster, Load load)
    {
        var ends = EndsOf(cluster);
        await cluster.Database.StopAsync();
        await cluster.Nodes[0].KillAsync();
        cluster.Nodes[0].Launch();
        var others = cluster.Nodes.Skip(1);
        await Until.HoldsAsync("the others have ended themselves", () => others.All(node => node.Ends.Count > ends[node.Name]));
        Assert.False(await cluster.Nodes[0].IsReadyAsync());
        await cluster.Database.StartAgainAsync();
        await cluster.FormedAsync(cluster.Nodes);
        await load.WaitAsync(100);
    }

    private static Dictionary<string, int> EndsOf(RunningCluster cluster) =>
        cluster.Nodes.ToDictionary(node => node.Name, node => node.Ends.Count);
}
