using Archive.Cluster.Tests.Rig;
using Archive.Cluster.Tests.Senders;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Upgrade and roll-back as docs/operations.md says, under load: nodes of this version and of the one before run together.</summary>
public sealed class UpgradeTests(ITestOutputHelper output)
{
    [NeedsFact(Need.PreviousVersion)]
    public async Task A_rolling_upgrade_and_the_roll_back_fail_no_store()
    {
        await using var before = await PreviousVersion.BuildAsync();
        await RunningCluster.RunAsync(output, async cluster =>
        {
            foreach (var node in cluster.Nodes)
                node.Program = before.Program;
            await cluster.StartAsync();
            await using var load = Load.Start(TestSeed.Choose(output.WriteLine), cluster.Balancer);

            await ReplaceAsync(cluster, load, AppContext.BaseDirectory);
            await ReplaceAsync(cluster, load, before.Program);
            if (Full.IsWanted)
                await ReplaceAsync(cluster, load, AppContext.BaseDirectory);

            await load.StopAsync();
            output.WriteLine(load.Ledger.ToString());
            Assert.Equal((0, 0), (load.Ledger.Refusals, load.Ledger.Repetitions));
            await load.Ledger.CompareAsync(cluster.Nodes);
            cluster.AssertNobodyEnded();
        });
    }

    /// <summary>The one with the singletons last.</summary>
    private static async Task ReplaceAsync(RunningCluster cluster, Load load, string program)
    {
        var oldest = await cluster.OldestAsync();
        foreach (var node in cluster.Nodes.OrderBy(node => node == oldest))
        {
            await load.WaitAsync(50);
            Assert.Equal(0, await node.TerminateAsync());
            node.Program = program;
            node.Launch();
            await cluster.FormedAsync(cluster.Nodes);
            await load.WaitAsync(50);
        }
    }
}
