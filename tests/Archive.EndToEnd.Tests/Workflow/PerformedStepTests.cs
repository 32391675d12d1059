using System.Globalization;
using System.Net;
using System.Text.Json;
using Archive.Testing;
using Archive.Testing.Nodes;

namespace Archive.EndToEnd.Tests.Workflow;

/// <summary>Performed procedure steps on a node: taken of a foreign SCU, sent on to a foreign SCP, and shown.</summary>
public sealed class PerformedStepTests
{
    private const string Step = "1.2.826.0.1.3680043.10.1489.9.1";

    private static readonly string Script = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "Workflow", "dcmjs-dimse-steps.js");

    [NeedsFact(Need.DcmjsDimse)]
    [Requirement("OASIS-41")]
    [Requirement("OASIS-43")]
    [Requirement("BASICS-20")]
    public async Task A_step_of_dcmjs_dimse_is_taken_and_forwarded_and_shown()
    {
        using var folder = new TemporaryFolder();
        var receiver = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await using var node = await NodeProcess.StartAsync(
            folder["data"], "--Archive:Peers:0:AeTitle=RIS", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver}", "--Archive:Peers:0:ForwardSteps=true");

        var result = await DcmtkTool.RunAsync(
            "node", Script, NpmPackage.DcmjsDimse.Folder, node.Host, node.DicomPort.ToString(CultureInfo.InvariantCulture), "ARCHIVE", receiver, Step);

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
        Assert.Equal(0, (await ReadAsync(http, $"/api/steps/{Step}/references")).GetProperty("named").GetInt32());
        await AssertProblemAsync(http, "/api/steps/1.2.3", HttpStatusCode.NotFound, "There is no performed procedure step '1.2.3'.");
        await AssertProblemAsync(http, "/api/steps?startDate=March", HttpStatusCode.BadRequest, "startDate is 'March'; it must be a date");

        var listed = await CommandAsync(node, "list", "--accession", "ACC1");
        Assert.Contains(Step, listed, StringComparison.Ordinal);
        Assert.Contains("RIS Delivered", listed, StringComparison.Ordinal);
        Assert.Contains("\"00400252\"", await CommandAsync(node, "show", Step), StringComparison.Ordinal);
        Assert.Contains("archive_steps_requests", await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static async Task<string> CommandAsync(NodeProcess node, params string[] arguments)
    {
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
