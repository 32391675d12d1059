using System.Globalization;
using System.Text.Json;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private NodeProcess _node = null!;

    private string Target => $"127.0.0.1:{_node.DicomPort}";

    public async Task InitializeAsync() => _node = await NodeProcess.StartAsync(_folder["data"]);

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_import_may_be_run_again_and_stores_nothing_twice()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 40);

        var first = await CommandRun.RunAsync("import", "--target", Target, _folder["study"]);
        var second = await CommandRun.RunAsync("import", "--target", Target, _folder["study"]);

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.StartsWith("Stored 40 of 40 objects", second.Output, StringComparison.Ordinal);
        var found = await CommandRun.RunAsync("find", Target, "--study", instances[0].Study.ToString(), "-k", "NumberOfStudyRelatedInstances", "--only-keys");
        Assert.Equal("40", found.Lines[1].Split('\t')[1]);
    }

    [Fact]
    public async Task Ctrl_C_finishes_what_is_in_flight_and_prints_the_summary()
    {
        const int objects = 2000;
        ObjectFiles.WriteStudy(_folder, objects);
        var stored = 0;
        var first = new TaskCompletionSource();
        var interrupted = new TaskCompletionSource();
        await using var peer = new StoreScp(async _ =>
        {
            first.TrySetResult();
            await interrupted.Task;
            stored++;
            return DimseStatus.Success;
        });
        using var run = CommandRun.Start("import", "--target", $"127.0.0.1:{peer.Port}", "--associations", "1", _folder["study"], "--json");
        await first.Task.WaitAsync(TimeSpan.FromMinutes(1));
        run.Interrupt();
        interrupted.SetResult();

        var result = await run.EndAsync();

        Assert.Equal(130, result.ExitCode);
        using var summary = JsonDocument.Parse(result.Output);
        Assert.Equal((stored, 0, "Interrupted"), (
            summary.RootElement.GetProperty("stored").GetInt32(), summary.RootElement.GetProperty("failed").GetInt32(), summary.RootElement.GetProperty("endedEarly").GetString()));
        Assert.InRange(stored, 1, objects - 1);
    }

    [Fact]
    public async Task Without_a_target_it_goes_to_the_node_of_this_machine()
    {
        ObjectFiles.WriteStudy(_folder, 2);

        var result = await CommandRun.RunAsync(
            new Dictionary<string, string> { ["Archive__Dicom__Port"] = _node.DicomPort.ToString(CultureInfo.InvariantCulture) }, "import", _folder["study"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Stored 2 of 2 objects", result.Output, StringComparison.Ordinal);
    }
}
