using System.Text.Json;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Xunit;

namespace Archive.Testing.Nodes;

/// <summary>A scanner that asks nodes for commitment while they are killed, again until it is answered, and what it may be told then.</summary>
/// <param name="isOfKill">Whether an association may end so.</param>
/// <param name="mayFail">Whether 0110 is an answer: to be asked for again.</param>
public sealed class CommittingScanner(ReportReceiver receiver, Func<Exception, bool> isOfKill, bool mayFail)
{
    public const string AeTitle = "SCANNER";

    private static readonly Uid WellKnownInstance = new("1.2.840.10008.1.20.1.1");

    private readonly Dictionary<string, int> _asked = [];
    private List<(Uid Transaction, TestInstance Sent, Uid Never)> _waiting = [];

    /// <summary>Of the node that tells results on associations of its own, and waits for nothing.</summary>
    public string[] Options { get; } =
    [
        $"--Archive:Peers:0:AeTitle={AeTitle}", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver.Port}",
        "--Archive:Peers:0:CommitmentReports=NewAssociation", "--Archive:Commitment:GraceSeconds=0",
    ];

    /// <summary>Stores an object that is to be committed, together with one that never comes.</summary>
    public async Task StoreAsync(IDicomAddress node)
    {
        var sent = TestData.Ct(pixelBytes: 50_000);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(sent), AeTitle));
        _waiting.Add((TestData.NewUid(), sent, TestData.NewUid()));
    }

    /// <summary>Asks for each transaction that was not answered with 0000 yet.</summary>
    /// <returns>How many are still not.</returns>
    public async Task<int> AskAsync(IDicomAddress node)
    {
        var left = _waiting.ToList();
        try
        {
            await using var association = await ScuAssociation.ConnectAsync(
                node.Call(AeTitle).Propose(SopClasses.StorageCommitmentPushModel, TransferSyntax.ExplicitVrLittleEndian));
            foreach (var one in _waiting)
            {
                var information = new DataSet().SetString(Tags.TransactionUID, one.Transaction.Value)
                    .SetItems(Tags.ReferencedSOPSequence, [Reference(one.Sent.Sop.Uid), Reference(one.Never)]);
                _asked[one.Transaction.Value] = _asked.GetValueOrDefault(one.Transaction.Value) + 1;
                var answer = await association.ActionAsync(SopClasses.StorageCommitmentPushModel, WellKnownInstance, 1, information);
                if (mayFail && answer.Response.Status == DimseStatus.ProcessingFailure)
                    continue;
                Assert.Equal(DimseStatus.Success, answer.Response.Status);
                left.Remove(one);
            }

            await association.ReleaseAsync();
        }
        catch (Exception failure) when (isOfKill(failure))
        {
            // The node was killed: what was not answered is asked for again.
        }

        _waiting = left;
        return left.Count;
    }

    /// <summary>Every result came, always the same, and no more often than answers may have been lost.</summary>
    /// <param name="say">Told how many of what there were.</param>
    public void AssertTold(Action<string> say)
    {
        say($"{receiver.Reports.Count} reports of {_asked.Count} transactions, asked for {_asked.Values.Sum()} times");
        Assert.Equal(_asked.Keys.ToHashSet(), receiver.Reports.Select(report => report.TransactionUid).ToHashSet());
        foreach (var transaction in receiver.Reports.GroupBy(report => report.TransactionUid))
        {
            Assert.Single(transaction.Select(report => report.Result).Distinct());
            // Each node that was killed may have lost one answer, and each repeated request asks for one report more.
            Assert.InRange(transaction.Count(), 1, transaction.Select(report => report.Caller).Distinct().Count() + _asked[transaction.Key] - 1);
        }
    }

    /// <summary>Transactions for which something is still to be done.</summary>
    public static async Task<int> OpenAsync(INode node)
    {
        var (_, text) = await node.GetAsync("/api/commitments?open=true");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("commitments").GetArrayLength();
    }

    private static DataSet Reference(Uid instance) => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, SopClasses.CTImageStorage.Value).SetString(Tags.ReferencedSOPInstanceUID, instance.Value);
}
