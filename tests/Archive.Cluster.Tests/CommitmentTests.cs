using System.Net.Sockets;
using System.Text.Json;
using Archive.Cluster.Tests.Rig;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Results of storage commitment over the death of the node that coordinates it (kill -9), at random moments between any two of its steps.</summary>
public sealed class CommitmentTests(ITestOutputHelper output)
{
    private const int LongestDelayMs = 400;

    private static readonly Uid WellKnownInstance = new("1.2.840.10008.1.20.1.1");

    private readonly Dictionary<string, int> _asked = [];

    [Fact]
    [Requirement("OASIS-34", "the coordinator's node killed at random moments, in a cluster")]
    [Requirement("VEREOS-28", "one result over the death of nodes, repeated only where an answer may have been lost")]
    public async Task Every_result_arrives_and_is_repeated_only_when_its_answer_may_have_been_lost()
    {
        await using var receiver = new ReportReceiver();
        string[] options =
        [
            "--Archive:Peers:0:AeTitle=SCANNER", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver.Port}",
            "--Archive:Peers:0:CommitmentReports=NewAssociation", "--Archive:Commitment:GraceSeconds=0",
        ];
        await RunningCluster.RunAsync(output, cluster => RunAsync(cluster, receiver), options: options);
    }

    private async Task RunAsync(RunningCluster cluster, ReportReceiver receiver)
    {
        await cluster.StartAsync();
        var random = new Random(TestSeed.Choose(output.WriteLine));
        var waiting = new List<(Uid Transaction, TestInstance Sent, Uid Never)>();
        for (var kill = 0; kill < Full.Count(usually: 3, full: 25); kill++)
        {
            receiver.Caller = kill;
            var sent = TestData.Ct(pixelBytes: 50_000);
            Assert.Equal(DimseStatus.Success, await cluster.Balancer.StoreAsync(WireObject.Of(sent), "SCANNER"));
            waiting.Add((TestData.NewUid(), sent, TestData.NewUid()));
            var coordinators = await cluster.OldestAsync();
            var run = await cluster.RunOfAsync(coordinators);
            var asking = AskAllAsync(cluster.Nodes[random.Next(cluster.Nodes.Count)], waiting);
            await Task.Delay(random.Next(LongestDelayMs));
            await coordinators.KillAsync();
            receiver.Caller = kill + 1; // the next node calls from now on
            waiting = await asking;
            await cluster.FencedAsync(run);
            coordinators.Launch();
            await cluster.FormedAsync(cluster.Nodes);
        }

        Assert.Empty(await AskAllAsync(cluster.Nodes[0], waiting));
        await Until.HoldsAsync("every result is delivered", async () => await OpenAsync(cluster.Nodes[0]) == 0);
        output.WriteLine($"{receiver.Reports.Count} reports of {_asked.Count} transactions, asked for {_asked.Values.Sum()} times");
        Assert.Equal(_asked.Keys.ToHashSet(), receiver.Reports.Select(report => report.TransactionUid).ToHashSet());
        foreach (var transaction in receiver.Reports.GroupBy(report => report.TransactionUid))
        {
            Assert.Single(transaction.Select(report => report.Result).Distinct());
            // Each node that was killed may have lost one answer, and each repeated request asks for one report more.
            Assert.InRange(transaction.Count(), 1, transaction.Select(report => report.Caller).Distinct().Count() + _asked[transaction.Key] - 1);
        }
    }

    private static async Task<int> OpenAsync(ClusterNode node)
    {
        var (_, text) = await node.GetAsync("/api/commitments?open=true");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("commitments").GetArrayLength();
    }

    private static DataSet Reference(Uid instance) => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, SopClasses.CTImageStorage.Value).SetString(Tags.ReferencedSOPInstanceUID, instance.Value);

    /// <summary>Asks for each of them.</summary>
    /// <returns>Those that were not answered with 0000.</returns>
    private async Task<List<(Uid Transaction, TestInstance Sent, Uid Never)>> AskAllAsync(
        ClusterNode node, List<(Uid Transaction, TestInstance Sent, Uid Never)> transactions)
    {
        var left = transactions.ToList();
        try
        {
            await using var association = await ScuAssociation.ConnectAsync(
                node.Call("SCANNER").Propose(SopClasses.StorageCommitmentPushModel, TransferSyntax.ExplicitVrLittleEndian));
            foreach (var one in transactions)
            {
                var information = new DataSet().SetString(Tags.TransactionUID, one.Transaction.Value)
                    .SetItems(Tags.ReferencedSOPSequence, [Reference(one.Sent.Sop.Uid), Reference(one.Never)]);
                _asked[one.Transaction.Value] = _asked.GetValueOrDefault(one.Transaction.Value) + 1;
                var answer = await association.ActionAsync(SopClasses.StorageCommitmentPushModel, WellKnownInstance, 1, information);
                // Who has its shard may be the one that was killed: it is asked for again then.
                if (answer.Response.Status == DimseStatus.ProcessingFailure)
                    continue;
                Assert.Equal(DimseStatus.Success, answer.Response.Status);
                left.Remove(one);
            }

            await association.ReleaseAsync();
        }
        catch (Exception failure) when (TransferFailure.IsOfPeer(failure) || failure is IOException or SocketException)
        {
            // The node was killed: what was not answered is asked for again.
        }

        return left;
    }
}
