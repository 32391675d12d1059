using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Archive.EndToEnd.Tests.Commands;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Archive.Testing.Nodes;

namespace Archive.EndToEnd.Tests.Commitments;

/// <summary>Commitment at a node as a scanner, an operator and a script see it.</summary>
public sealed class CommitmentNodeTests : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("VEREOS-26", "by the executable")]
    [Requirement("BASICS-17", "by the executable")]
    public async Task A_scanner_has_its_images_committed_and_the_operator_sees_it()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"], "--Archive:Commitment:GraceSeconds=0");
        var sent = TestData.Ct(pixelBytes: 10_000);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(sent), "SCANNER"));
        var (safe, failed, never) = (TestData.NewUid(), TestData.NewUid(), TestData.NewUid());
        var reports = Channel.CreateUnbounded<ushort?>();
        var options = new ScuAssociationOptions
        {
            Host = node.Host,
            Port = node.DicomPort,
            CalledAeTitle = new(NodeClient.AeTitle),
            CallingAeTitle = new("SCANNER"),
            ServeAsync = async (incoming, cancellationToken) =>
            {
                var request = (NEventReportRequest)incoming.Request;
                await reports.Writer.WriteAsync(request.EventTypeId, cancellationToken);
                return request.Respond(DimseStatus.Success);
            },
        };
        await using var association = await ScuAssociation.ConnectAsync(options.Propose(SopClasses.StorageCommitmentPushModel, TransferSyntax.ImplicitVrLittleEndian));

        await AskAsync(association, safe, sent.Sop.Uid);
        Assert.Equal((ushort?)1, await ReadAsync(reports));
        await AskAsync(association, failed, sent.Sop.Uid, never);
        Assert.Equal((ushort?)2, await ReadAsync(reports));
        await Eventually.HoldsAsync("both are delivered", async () => (await ListAsync(node, "?state=delivered")).Count == 2);
        await association.ReleaseAsync();

        var newest = (await ListAsync(node, "?aeTitle=SCANNER&limit=1"))[0];
        Assert.Equal((failed.Value, "Delivered", 2, 1), (
            newest.GetProperty("transactionUid").GetString(), newest.GetProperty("state").GetString(), newest.GetProperty("instances").GetInt32(),
            newest.GetProperty("failed").GetInt32()));
        var id = newest.GetProperty("id").GetString()!;
        using var shown = JsonDocument.Parse((await node.GetAsync($"/api/commitments/{id}")).Text);
        var reference = Assert.Single(shown.RootElement.GetProperty("failedReferences").EnumerateArray());
        Assert.Equal((never.Value, "0112"), (reference.GetProperty("sopInstanceUid").GetString(), reference.GetProperty("reason").GetString()));

        await AssertProblemsAsync(node, id);
        var listed = await CommandRun.RunAsync("commitments", "list", "--url", node.Http.ToString());
        Assert.True(listed.ExitCode == 0, listed.Error);
        Assert.Contains(listed.Lines, line => line.Contains(id, StringComparison.Ordinal));
        var told = await CommandRun.RunAsync("commitments", "show", id, "--url", node.Http.ToString());
        Assert.Contains(told.Lines, line => line.Contains(never.Value, StringComparison.Ordinal));
        Assert.Equal(1, (await CommandRun.RunAsync("commitments", "retry", id, "--url", node.Http.ToString())).ExitCode);
        Assert.Equal(2, await node.MetricAsync("archive_commitments_reports_total{result=\"delivered\"}"));
        Assert.Equal(0, await node.TerminateAsync());
    }

    [Fact]
    [Requirement("VEREOS-28", "by the executable: what an operator had tried again is told once")]
    public async Task An_operator_ends_a_transaction_and_has_it_begin_anew()
    {
        await using var receiver = new ReportReceiver();
        await using var node = await NodeProcess.StartAsync(
            _folder["data"], "--Archive:Peers:0:AeTitle=SCANNER", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver.Port}",
            "--Archive:Peers:0:CommitmentReports=NewAssociation");
        var (late, transaction) = (TestData.Ct(pixelBytes: 10_000), TestData.NewUid());
        await using var association = await ScuAssociation.ConnectAsync(
            node.Call("SCANNER").Propose(SopClasses.StorageCommitmentPushModel, TransferSyntax.ImplicitVrLittleEndian));
        await AskAsync(association, transaction, late.Sop.Uid);
        await association.ReleaseAsync();
        var id = (await ListAsync(node, $"?transactionUid={transaction.Value}&state=received"))[0].GetProperty("id").GetString()!;

        Assert.Equal(("Withdrawn", false), await PostAsync(node, id, "cancel"));
        Assert.Equal(("Withdrawn", false), await PostAsync(node, id, "cancel"));
        Assert.Equal(("Received", true), await PostAsync(node, id, "retry"));
        var canceled = await CommandRun.RunAsync("commitments", "cancel", id, "--json", "--url", node.Http.ToString());
        Assert.True(canceled.ExitCode == 0, canceled.Error);
        Assert.Contains("\"Withdrawn\"", canceled.Output, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(late), "SCANNER"));
        Assert.True((await PostAsync(node, id, "retry")).IsOpen);

        await Eventually.HoldsAsync("it is delivered", async () => (await ListAsync(node, "?state=delivered")).Count == 1);
        var (told, result, _) = Assert.Single(receiver.Reports);
        Assert.Equal((transaction.Value, $"1: {late.Sop.Value}; "), (told, result));
        Assert.Equal(0, await node.TerminateAsync());
    }

    private static async Task<(string? State, bool IsOpen)> PostAsync(NodeProcess node, string id, string action)
    {
        using var response = await Http.PostAsync(new Uri(node.Http, $"/api/commitments/{id}/{action}"), null);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(id, json.RootElement.GetProperty("id").GetString());
        return (json.RootElement.GetProperty("state").GetString(), json.RootElement.GetProperty("isOpen").GetBoolean());
    }

    private static async Task AssertProblemsAsync(NodeProcess node, string id)
    {
        using var conflict = await Http.PostAsync(new Uri(node.Http, $"/api/commitments/{id}/retry"), null);
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (conflict.StatusCode, conflict.Content.Headers.ContentType!.MediaType));
        using var unknown = await Http.PostAsync(new Uri(node.Http, "/api/commitments/nobody/cancel"), null);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        foreach (var query in (string[])["?state=lost", "?limit=0", "?after=~", "?order=up", "?open=perhaps"])
            Assert.Equal(HttpStatusCode.BadRequest, (await node.GetAsync("/api/commitments" + query)).Status);
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(NodeProcess node, string query)
    {
        using var json = JsonDocument.Parse((await node.GetAsync("/api/commitments" + query)).Text);
        return [.. json.RootElement.GetProperty("commitments").EnumerateArray().Select(transaction => transaction.Clone())];
    }

    private static async Task AskAsync(ScuAssociation association, Uid transaction, params Uid[] instances)
    {
        var references = instances.Select(instance => new DataSet()
            .SetString(Tags.ReferencedSOPClassUID, SopClasses.CTImageStorage.Value).SetString(Tags.ReferencedSOPInstanceUID, instance.Value));
        var information = new DataSet().SetString(Tags.TransactionUID, transaction.Value).SetItems(Tags.ReferencedSOPSequence, [.. references]);
        var answer = await association.ActionAsync(SopClasses.StorageCommitmentPushModel, new Uid("1.2.840.10008.1.20.1.1"), 1, information);
        Assert.Equal(DimseStatus.Success, answer.Response.Status);
    }

    private static async Task<ushort?> ReadAsync(Channel<ushort?> reports)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await reports.Reader.ReadAsync(limit.Token);
    }
}
