using System.Net.Sockets;
using System.Text.Json;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Archive.Testing.Nodes;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Commitments;

/// <summary>Commitment while the node is killed (kill -9) at random moments between any two of its steps.</summary>
public sealed class CommitmentKillTests(ITestOutputHelper output) : IDisposable
{
    private const int LongestDelayMs = 250;

    private static readonly int Kills = Full.Count(usually: 5, full: 25);
    private static readonly Uid WellKnownInstance = new("1.2.840.10008.1.20.1.1");

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, int> _asked = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("OASIS-34", "killed at random moments")]
    [Requirement("VEREOS-28", "one result over kills, repeated only where an answer may have been lost")]
    public async Task Every_result_arrives_and_is_repeated_only_when_its_answer_may_have_been_lost()
    {
        var random = new Random(TestSeed.Choose(output.WriteLine));
        await using var receiver = new ReportReceiver();
        string[] options =
        [
            "--Archive:Peers:0:AeTitle=SCANNER", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver.Port}",
            "--Archive:Peers:0:CommitmentReports=NewAssociation", "--Archive:Commitment:GraceSeconds=0",
        ];
        var waiting = new List<(Uid Transaction, TestInstance Sent, Uid Never)>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            receiver.Caller = kill;
            await using var node = await NodeProcess.StartAsync(_folder["data"], options);
            var sent = TestData.Ct(pixelBytes: 50_000);
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(sent), "SCANNER"));
            waiting.Add((TestData.NewUid(), sent, TestData.NewUid()));
            var asking = AskAllAsync(node, waiting);
            await Task.Delay(random.Next(LongestDelayMs));
            await node.KillAsync();
            waiting = await asking;
        }

        receiver.Caller = Kills + 1;
        await using var last = await NodeProcess.StartAsync(_folder["data"], options);
        Assert.Empty(await AskAllAsync(last, waiting));
        await Eventually.HoldsAsync("every result is delivered", async () => (await OpenAsync(last)) == 0);

        output.WriteLine($"{receiver.Reports.Count} reports of {_asked.Count} transactions, asked for {_asked.Values.Sum()} times");
        Assert.Equal(_asked.Keys.ToHashSet(), receiver.Reports.Select(report => report.TransactionUid).ToHashSet());
        foreach (var transaction in receiver.Reports.GroupBy(report => report.TransactionUid))
        {
            Assert.Single(transaction.Select(report => report.Result).Distinct());
            // Each node that was killed may have lost one answer, and each repeated request asks for one report more.
            Assert.InRange(transaction.Count(), 1, transaction.Select(report => report.Caller).Distinct().Count() + _asked[transaction.Key] - 1);
        }

        Assert.Equal(0, await last.TerminateAsync());
    }

    private static async Task<int> OpenAsync(NodeProcess node)
    {
        var (_, text) = await node.GetAsync("/api/commitments?open=true");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("commitments").GetArrayLength();
    }

    private static DataSet Reference(Uid instance) => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, SopClasses.CTImageStorage.Value).SetString(Tags.ReferencedSOPInstanceUID, instance.Value);

    /// <summary>Asks for each of them.</summary>
    /// <returns>Those that were not answered.</returns>
    private async Task<List<(Uid Transaction, TestInstance Sent, Uid Never)>> AskAllAsync(
        NodeProcess node, List<(Uid Transaction, TestInstance Sent, Uid Never)> transactions)
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
                Assert.Equal(DimseStatus.Success, answer.Response.Status);
                left.Remove(one);
            }

            await association.ReleaseAsync();
        }
        catch (Exception failure) when (failure is AssociationAbortedException or SocketException or DimseTimeoutException)
        {
            // The node was killed: what was not answered is asked for again.
        }

        return left;
    }
}
