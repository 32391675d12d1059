using System.Net.Sockets;
using Archive.Cluster.Tests.Rig;
using Archive.Protocol.Client.Transfers;
using Archive.Testing;
using Archive.Testing.Nodes;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Results of storage commitment over the death of the node that coordinates it (kill -9), at random moments between any two of its steps.</summary>
public sealed class CommitmentTests(ITestOutputHelper output)
{
    private const int LongestDelayMs = 400;

    [Fact]
    [Requirement("OASIS-34", "the coordinator's node killed at random moments, in a cluster")]
    [Requirement("VEREOS-28", "one result over the death of nodes, repeated only where an answer may have been lost")]
    public async Task Every_result_arrives_and_is_repeated_only_when_its_answer_may_have_been_lost()
    {
        await using var receiver = new ReportReceiver();
        // Who has a transaction's shard may be the one that was killed: then it is asked for again.
        var scanner = new CommittingScanner(
            receiver, failure => TransferFailure.IsOfPeer(failure) || failure is IOException or SocketException, mayFail: true);
        await RunningCluster.RunAsync(output, cluster => RunAsync(cluster, receiver, scanner), options: scanner.Options);
    }

    private async Task RunAsync(RunningCluster cluster, ReportReceiver receiver, CommittingScanner scanner)
    {
        await cluster.StartAsync();
        var random = new Random(TestSeed.Choose(output.WriteLine));
        for (var kill = 0; kill < Full.Count(usually: 3, full: 25); kill++)
        {
            receiver.Caller = kill;
            await scanner.StoreAsync(cluster.Balancer);
            var coordinators = await cluster.OldestAsync();
            var run = await cluster.RunOfAsync(coordinators);
            var asking = scanner.AskAsync(cluster.Nodes[random.Next(cluster.Nodes.Count)]);
            await Task.Delay(random.Next(LongestDelayMs));
            await coordinators.KillAsync();
            receiver.Caller = kill + 1; // the next node calls from now on
            await asking;
            await cluster.FencedAsync(run);
            coordinators.Launch();
            await cluster.FormedAsync(cluster.Nodes);
        }

        Assert.Equal(0, await scanner.AskAsync(cluster.Nodes[0]));
        await Until.HoldsAsync("every result is delivered", async () => await CommittingScanner.OpenAsync(cluster.Nodes[0]) == 0);
        scanner.AssertTold(output.WriteLine);
    }
}
