using System.Globalization;
using System.Net;
using System.Text.Json;
using Archive.EndToEnd.Tests.Retrieval;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Archive.Testing.Nodes;

namespace Archive.EndToEnd.Tests.Workflow;

/// <summary>Performed procedure steps on a node: taken of a foreign SCU, sent on to a foreign SCP, and shown.</summary>
public sealed class PerformedStepTests
{
    private const string Step = "1.2.826.0.1.3680043.10.1489.9.1";

    private static readonly string Script = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "Workflow", "dcmjs-dimse-steps.js");

    [NeedsFact(Need.DcmjsDimse)]
    [Requirement("VEREOS-39")]
    [Requirement("OASIS-41")]
    [Requirement("OASIS-43")]
    [Requirement("BASICS-20")]
    public async Task A_step_of_dcmjs_dimse_is_taken_and_forwarded_and_shown()
    {
        using var folder = new TemporaryFolder();
        var receiver = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await using var node = await NodeProcess.StartAsync(
            folder["data"], "--Archive:Peers:0:AeTitle=RIS", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver}", "--Archive:Peers:0:ForwardSteps=true");

        var stored = StudyTree.Series(1)[0];
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(stored)));

        var result = await DcmtkTool.RunAsync(
            "node", Script, NpmPackage.DcmjsDimse.Folder, node.Host, node.DicomPort.ToString(CultureInfo.InvariantCulture), "ARCHIVE", receiver, Step, stored.Sop.Value);

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.True(result.ExitCode == 0, $"{result.Output}\n{node.Console}");
        Assert.Equal(["N-CREATE 0000", "N-CREATE 0000", "N-SET 0000", "N-SET 0110"], lines.Where(line => line.StartsWith("N-", StringComparison.Ordinal)));
        Assert.Equal(
            [$"forwarded N-CREATE {Step} IN PROGRESS", $"forwarded N-SET {Step} COMPLETED"],
            lines.Where(line => line.StartsWith("forwarded", StringComparison.Ordinal)));

        using var http = new HttpClient { BaseAddress = node.Http };
        await Wait.UntilAsync(async () => (await StatusAsync(http)).GetProperty("forwarding")[0].GetProperty("status").GetString() == "Delivered", () => "the step to be delivered");
        var attributes = await ReadAsync(http, $"/api/steps/{Step}");
        Assert.Equal("COMPLETED", attributes[0].GetProperty("00400252").GetProperty("Value")[0].GetString());
        Assert.Equal([Step], Listed(await ReadAsync(http, "/api/steps?accessionNumber=ACC1&status=completed&startDate=20260301-20260331&forwarding=delivered")));
        Assert.Empty(Listed(await ReadAsync(http, "/api/steps?forwarding=failed")));
        Assert.Equal(HttpStatusCode.Conflict, (await http.PostAsync(new Uri($"/api/steps/{Step}/retry", UriKind.Relative), null)).StatusCode);
        var references = await ReadAsync(http, $"/api/steps/{Step}/references");
        Assert.Equal((2, 1), (references.GetProperty("named").GetInt32(), references.GetProperty("stored").GetInt32()));
        Assert.Equal($"{Step}.3", Assert.Single(references.GetProperty("missing").EnumerateArray()).GetString());
        await AssertProblemAsync(http, "/api/steps/1.2.3", HttpStatusCode.NotFound, "There is no performed procedure step '1.2.3'.");
        await AssertProblemAsync(http, "/api/steps?startDate=March", HttpStatusCode.BadRequest, "startDate is 'March'; it must be a date");

        Assert.Contains(Step, await CommandAsync(node, "list", "--accession", "ACC1"), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"Delivered\"", await CommandAsync(node, "list", "--forwarding", "delivered", "--json"), StringComparison.Ordinal);
        Assert.Contains("\"00400252\"", await CommandAsync(node, "show", Step), StringComparison.Ordinal);
        Assert.Contains("archive_steps_requests", await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("BASICS-20", "an operator has the forwarding tried again, and gives it up")]
    public async Task An_operator_has_the_forwarding_of_a_step_tried_again_and_gives_it_up()
    {
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(
            folder["data"], "--Archive:Peers:0:AeTitle=RIS", "--Archive:Peers:0:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:0:Port={FreePort.Next()}"), "--Archive:Peers:0:ForwardSteps=true");
        await using (var association = await ScuAssociation.ConnectAsync(
            node.Call().Propose(SopClasses.ModalityPerformedProcedureStep, TransferSyntax.ImplicitVrLittleEndian)))
        {
            var begun = new DataSet().SetString(Tags.PerformedProcedureStepStatus, "IN PROGRESS");
            var created = await association.CreateAsync(SopClasses.ModalityPerformedProcedureStep, new Uid(Step), begun);
            Assert.Equal(DimseStatus.Success, created.Response.Status);
            await association.ReleaseAsync();
        }

        using var http = new HttpClient { BaseAddress = node.Http };
        await Wait.UntilAsync(async () => await ForwardingAsync(http) is ("Waiting", > 0), () => "nobody to be there");

        Assert.Equal(("Waiting", "application/json"), await PostAsync(http, "retry?receiver=RIS"));
        await Wait.UntilAsync(async () => await ForwardingAsync(http) is ("Waiting", > 0), () => "it to be tried again");
        Assert.Equal(("Canceled", "application/json"), await PostAsync(http, "cancel"));
        Assert.Equal(HttpStatusCode.Conflict, (await http.PostAsync(new Uri($"/api/steps/{Step}/retry", UriKind.Relative), null)).StatusCode);
        Assert.Equal(0, await node.TerminateAsync());
    }

    private static async Task<(string? Status, int Attempts)> ForwardingAsync(HttpClient http)
    {
        var forwarding = (await StatusAsync(http)).GetProperty("forwarding")[0];
        return (forwarding.GetProperty("status").GetString(), forwarding.GetProperty("attempts").GetInt32());
    }

    private static async Task<(string? Status, string? MediaType)> PostAsync(HttpClient http, string action)
    {
        using var response = await http.PostAsync(new Uri($"/api/steps/{Step}/{action}", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return (json.RootElement.GetProperty("forwarding")[0].GetProperty("status").GetString(), response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<string> CommandAsync(NodeProcess node, params string[] arguments)
    {
        var stored = StudyTree.Series(1)[0];
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(stored)));

        var result = await DcmtkTool.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Archive.Node.dll"), "steps", .. arguments, "--url", node.Http.ToString()]);
        Assert.True(result.ExitCode == 0, result.Output);
        return result.Output;
    }

    private static Task<JsonElement> StatusAsync(HttpClient http) => ReadAsync(http, $"/api/steps/{Step}/status");

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path) =>
        JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(path, UriKind.Relative))).RootElement;

    private static IEnumerable<string?> Listed(JsonElement list) => list.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("sopInstanceUid").GetString());

    private static async Task AssertProblemAsync(HttpClient http, string path, HttpStatusCode status, string detail)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.StartsWith(detail, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
