using System.Net;
using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>Orders over HTTP, from files and by commands.</summary>
[Collection(nameof(WorklistGroup))]
public sealed class WorklistApiTests(WorklistFixture worklist)
{
    [Fact]
    public async Task An_order_is_made_once_and_changes_only_where_it_is_replaced()
    {
        var item = WorklistFixture.Item("API1");
        var json = DicomJsonWriter.ToArray(item);

        var (created, _, id) = await worklist.SendAsync(HttpMethod.Post, "/api/worklist", json);
        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal(HttpStatusCode.OK, (await worklist.SendAsync(HttpMethod.Post, "/api/worklist", json)).Status);

        var other = DicomJsonWriter.ToArray(item.SetString(Tags.PatientName, "NYLUND^BEA"));
        var (conflict, problem, _) = await worklist.SendAsync(HttpMethod.Post, "/api/worklist", other);
        Assert.Equal(HttpStatusCode.Conflict, conflict);
        Assert.Contains(id!, JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await worklist.SendAsync(HttpMethod.Put, $"/api/worklist/{id}", other)).Status);
        Assert.Equal("NYLUND^BEA", await NameAsync(id!));
    }

    [Fact]
    public async Task A_patch_changes_what_it_names()
    {
        var id = await worklist.OrderAsync(WorklistFixture.Item("API2"));

        var (status, text, _) = await worklist.SendAsync(HttpMethod.Patch, $"/api/worklist/{id}", """
            {"PatientWeight":{"vr":"DS","Value":[61.5]},"ScheduledProcedureStepSequence":{"vr":"SQ","Value":[{"00400001":{"vr":"AE","Value":["API2B"]}}]}}
            """);

        Assert.True(status == HttpStatusCode.OK, text);
        Assert.Single(await worklist.AccessionsAsync("API2B", new DataSet().SetString(Tags.ScheduledStationAETitle, "API2B")));
        Assert.Empty(await worklist.AccessionsAsync("API2", new DataSet().SetString(Tags.ScheduledStationAETitle, "API2")));
        Assert.Equal("NYLUND^ASTA", await NameAsync(id));
    }

    [Fact]
    public async Task A_cancelled_step_leaves_the_list_and_comes_back_when_it_is_opened_again()
    {
        var id = await worklist.OrderAsync(WorklistFixture.Item("API3"));
        var station = new DataSet().SetString(Tags.ScheduledStationAETitle, "API3");

        Assert.Equal(HttpStatusCode.OK, (await worklist.SendAsync(HttpMethod.Delete, $"/api/worklist/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await worklist.SendAsync(HttpMethod.Post, $"/api/worklist/{id}/cancel")).Status);
        Assert.Empty(await worklist.AccessionsAsync("API3", station));
        Assert.Equal(HttpStatusCode.OK, (await worklist.SendAsync(HttpMethod.Post, $"/api/worklist/{id}/status", """{"status":"ARRIVED"}""")).Status);
        Assert.Single(await worklist.AccessionsAsync("API3", station));
    }

    [Fact]
    public async Task A_list_is_read_in_pages_by_what_is_wanted_of_it()
    {
        for (var i = 0; i < 5; i++)
            await worklist.OrderAsync(WorklistFixture.Item("API4", $"NYLUND^NR{i}"));
        var names = new List<string?>();

        for (string? after = ""; after is not null;)
        {
            var (_, text, _) = await worklist.SendAsync(HttpMethod.Get, $"/api/worklist?ScheduledStationAETitle=API4&limit=2{after}");
            using var page = JsonDocument.Parse(text);
            Assert.InRange(page.RootElement.GetProperty("items").GetArrayLength(), 1, 2);
            names.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(listed => DicomJsonReader.Read(listed.GetProperty("item")).GetString(Tags.PatientName)));
            after = page.RootElement.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"NYLUND^NR{i}"), names);
    }

    [Theory]
    [InlineData("POST", "/api/worklist", "nothing", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/worklist", """{"00100020":{"vr":"LO","Value":["P"]}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("POST", "/api/worklist", """{"00100020":{"vr":"LO","BulkDataURI":"http://elsewhere"}}""", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/worklist?limit=0", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/worklist?Colour=red", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/worklist?ScheduledProcedureStepStartDate=soon", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/worklist/none", null, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/worklist/none", null, HttpStatusCode.NotFound)]
    public async Task What_cannot_be_done_is_told_as_problem_details(string method, string path, string? body, HttpStatusCode expected)
    {
        var (status, text, _) = await worklist.SendAsync(new HttpMethod(method), path, body is null ? null : System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, status);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task A_file_is_ordered_when_it_comes_changed_when_it_changes_and_cancelled_when_it_goes()
    {
        var item = WorklistFixture.Item("FILES");
        var path = Path.Combine(worklist.Folder, "FILES", "one.wl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(Path.Combine(worklist.Folder, "broken.wl"), "this is no worklist item");

        await WriteAsync(path, item);
        await Wait.UntilAsync(async () => (await NamesAsync("FILES")).SequenceEqual(["NYLUND^ASTA"]), () => "the file to be ordered");
        await WriteAsync(path, item.SetString(Tags.PatientName, "NYLUND^CHANGED"));
        await Wait.UntilAsync(async () => (await NamesAsync("FILES")).SequenceEqual(["NYLUND^CHANGED"]), () => "the change to be ordered");
        File.Delete(path);
        await Wait.UntilAsync(async () => (await NamesAsync("FILES")).Count == 0, () => "the step to be cancelled");

        Assert.Single(worklist.Node.Console.Split('\n'), line => line.Contains("broken.wl is no worklist item", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steps_are_ordered_listed_shown_and_cancelled_by_commands()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllBytesAsync(file, DicomJsonWriter.ToArray(WorklistFixture.Item("COMMAND")));
        try
        {
            var added = await CommandAsync("add", file);
            var id = added.Split(": ")[1].Split(' ')[0];

            Assert.Contains("NYLUND^ASTA", await CommandAsync("list", "-k", "ScheduledStationAETitle=COMMAND"), StringComparison.Ordinal);
            Assert.Contains("\"SCHEDULED\"", await CommandAsync("show", id), StringComparison.Ordinal);
            Assert.Contains("CANCELLED", await CommandAsync("cancel", id), StringComparison.Ordinal);
            Assert.DoesNotContain("NYLUND^ASTA", await CommandAsync("list", "-k", "ScheduledStationAETitle=COMMAND"), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        var (status, text) = await worklist.Node.GetAsync("/api/openapi.json");

        Assert.Equal(HttpStatusCode.OK, status);
        using var document = JsonDocument.Parse(text);
        Assert.Contains(document.RootElement.GetProperty("paths").EnumerateObject(), path => path.Name == "/api/worklist/{id}");
    }

    private async Task<string> CommandAsync(params string[] arguments)
    {
        var (exitCode, console) = await NodeProcess.RunAsync(worklist.Node.DataDirectory, ["worklist", .. arguments, "--url", worklist.Node.Http.ToString()]);
        Assert.True(exitCode == 0, console);
        return console;
    }

    private async Task<string?> NameAsync(string id)
    {
        var (_, text, _) = await worklist.SendAsync(HttpMethod.Get, $"/api/worklist/{id}");
        using var shown = JsonDocument.Parse(text);
        return DicomJsonReader.Read(shown.RootElement.GetProperty("item")).GetString(Tags.PatientName);
    }

    private async Task<IReadOnlyList<string?>> NamesAsync(string station)
    {
        var identifier = new DataSet().SetString(Tags.PatientName, "").SetItems(Tags.ScheduledProcedureStepSequence, new DataSet().SetString(Tags.ScheduledStationAETitle, station));
        return [.. (await worklist.FindAsync(station, identifier)).Select(found => found.Answer.GetString(Tags.PatientName))];
    }

    private static async Task WriteAsync(string path, DataSet item)
    {
        byte[] file = [.. Part10.CreatePrefix(WorklistFixture.Model, new Uid("2.25.1"), TransferSyntax.ExplicitVrLittleEndian), .. DataSetWriter.ToArray(item, TransferSyntax.ExplicitVrLittleEndian)];
        await File.WriteAllBytesAsync(path, file);
    }
}
