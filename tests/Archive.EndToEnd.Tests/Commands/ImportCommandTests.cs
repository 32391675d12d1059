using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Archive.Protocol.Data;
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

    [Fact]
    public async Task Named_pipes_among_the_files_hold_nothing_up()
    {
        ObjectFiles.WriteStudy(_folder, 3);
        await ShellAsync("mkfifo study/0000a study/pipe");

        var result = await CommandRun.RunAsync("import", "--target", Target, _folder["study"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Stored 3 of 3 objects", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 × It is a named pipe and no file", result.Output, StringComparison.Ordinal);
        var named = await CommandRun.RunAsync("import", "--target", Target, _folder["study/pipe"]);
        Assert.Equal(2, named.ExitCode);
        Assert.Contains("Failed: 1 file", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_ends_it_with_the_summary_though_the_peer_answers_nothing()
    {
        ObjectFiles.WriteStudy(_folder, 20);
        var first = new TaskCompletionSource();
        var never = new TaskCompletionSource<DimseStatus?>();
        await using var peer = new StoreScp(async request =>
        {
            if (first.TrySetResult())
                return DimseStatus.Success;
            return await never.Task;
        });
        using var run = CommandRun.Start("import", "--target", $"127.0.0.1:{peer.Port}", "--associations", "1", _folder["study"], "--json");
        await first.Task.WaitAsync(TimeSpan.FromMinutes(1));
        run.Terminate();

        var result = await run.EndAsync();

        Assert.Equal(143, result.ExitCode);
        using var summary = JsonDocument.Parse(result.Output);
        Assert.Equal("Interrupted", summary.RootElement.GetProperty("endedEarly").GetString());
        Assert.InRange(summary.RootElement.GetProperty("stored").GetInt32(), 0, 1);
        never.SetResult(null);
    }

    [Fact]
    public async Task Names_that_are_no_UTF_8_are_read_and_listed_escaped()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 3);
        await ShellAsync("""
            mv study/0000.dcm "study/$(printf 'caf\351.dcm')"
            mkdir "study/$(printf 'b\374cher')" && mv study/0001.dcm "study/$(printf 'b\374cher')/"
            echo 'no DICOM' > "study/$(printf 'not\344.txt')"
            """);

        var result = await CommandRun.RunAsync("import", "--target", Target, _folder["study"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Stored 3 of 3 objects", result.Output, StringComparison.Ordinal);
        Assert.Contains(@"not\xE4.txt", result.Output, StringComparison.Ordinal);
        await ShellAsync("rm -r study"); // .NET cannot
        Assert.Equal(3, (await _node.FindInstancesAsync(instances[0].Study.Uid)).Count);
    }

    [Fact]
    public async Task A_name_that_is_no_UTF_8_may_stand_on_the_command_line()
    {
        ObjectFiles.WriteStudy(_folder, 1);

        var (exitCode, output) = await ShellAsync($"""
            mv study "$(printf 'caf\351')"
            dotnet '{Path.Combine(AppContext.BaseDirectory, "Archive.Node.dll")}' import --target {Target} "$(printf 'caf\351')"
            rm -r caf* # .NET cannot
            """);

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("Stored 1 of 1 object", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_meta_information_that_is_implicit_or_long_is_read()
    {
        var (first, second) = (TestData.Ct(), TestData.Mr());
        var meta = Part10File.Read(first.ToFile(TransferSyntax.ExplicitVrLittleEndian)).Meta;
        await File.WriteAllBytesAsync(_folder["implicit"],
            [.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(meta, TransferSyntax.ImplicitVrLittleEndian), .. first.Encode(TransferSyntax.ExplicitVrLittleEndian)]);
        meta = Part10File.Read(second.ToFile(TransferSyntax.ExplicitVrLittleEndian)).Meta.Set(Tags.PrivateInformation, Vr.OB, new byte[3_000_000]);
        await File.WriteAllBytesAsync(_folder["long"],
            [.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(meta, TransferSyntax.ExplicitVrLittleEndian), .. second.Encode(TransferSyntax.ExplicitVrLittleEndian)]);

        var result = await CommandRun.RunAsync("import", "--target", Target, _folder["implicit"], _folder["long"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Stored 2 of 2 objects", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DICOM_that_cannot_be_taken_has_failed_and_is_told_with_the_reason()
    {
        ObjectFiles.WriteStudy(_folder, 1);
        var (withoutClass, longUid) = (TestData.Ct(), TestData.Ct());
        withoutClass.DataSet.Remove(Tags.SOPClassUID);
        await File.WriteAllBytesAsync(_folder["study/class"], withoutClass.Encode(TransferSyntax.ExplicitVrLittleEndian));
        longUid.DataSet.Set(Tags.SOPInstanceUID, Vr.UI, Encoding.ASCII.GetBytes("1." + new string('2', 64)));
        await File.WriteAllBytesAsync(_folder["study/long"], longUid.ToFile(TransferSyntax.ExplicitVrLittleEndian));
        await File.WriteAllTextAsync(_folder["study/notes.txt"], "No DICOM at all, and no loss.");

        var result = await CommandRun.RunAsync("import", "--target", Target, _folder["study"], "--report", _folder["report.tsv"]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Stored 1 of 3 objects", result.Output, StringComparison.Ordinal);
        Assert.Contains("SOP Class UID (0008,0016) is missing", result.Output, StringComparison.Ordinal);
        Assert.Contains("SOP Instance UID (0008,0018) has 66 characters", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["Failed", "Failed", "NoDicom"],
            File.ReadLines(_folder["report.tsv"]).Skip(1).Select(line => line.Split('\t')[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1.2.ANON.4711.3")]
    [InlineData("PATIENT_1-4711")]
    [InlineData("1.02.003.4")]
    [InlineData("1..2.3.")]
    [InlineData("8f14e45f-ceea-467f-a0e6-5ad3c3d1e6b1")]
    [InlineData(" 1.2.3.4711 ")]
    public async Task Objects_whose_UIDs_are_none_by_the_standard_are_kept_found_and_given_back(string uid)
    {
        var instance = TestData.Ct();
        foreach (var tag in new[] { Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID })
            instance.DataSet.Set(tag, Vr.UI, Encoding.ASCII.GetBytes(uid));
        var dataSet = instance.Encode(TransferSyntax.ExplicitVrLittleEndian);
        await File.WriteAllBytesAsync(_folder["object"], instance.ToFile(TransferSyntax.ExplicitVrLittleEndian));
        var name = uid.Trim();

        var imported = await CommandRun.RunAsync("import", "--target", Target, _folder["object"]);
        Assert.True(imported.ExitCode == 0, imported.Output + imported.Error);
        var stored = await DcmtkTool.RunAsync("storescu", "-aec", "ARCHIVE", "127.0.0.1", $"{_node.DicomPort}", _folder["object"]);
        Assert.True(stored.ExitCode == 0, stored.Output);
        var got = await CommandRun.RunAsync("get", Target, "--study", name, "-o", _folder["got"]);
        Assert.True(got.ExitCode == 0, got.Output + got.Error);
        Directory.CreateDirectory(_folder["dcmtk"]);
        var gotByDcmtk = await DcmtkTool.RunAsync(
            "getscu", "-aec", "ARCHIVE", "-S", "+B", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={name}", "-od", _folder["dcmtk"], "127.0.0.1", $"{_node.DicomPort}");

        Assert.Equal([new Uid(name)], await _node.FindInstancesAsync(new Uid(name)));
        Assert.Equal(dataSet, Part10File.Read(await File.ReadAllBytesAsync(_folder[$"got/{name}/{name}/{name}.dcm"])).DataSetBytes.ToArray());
        Assert.True(gotByDcmtk.ExitCode == 0, gotByDcmtk.Output);
        Assert.Equal(dataSet, Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder["dcmtk"])))).DataSetBytes.ToArray());
    }

    private async Task<(int ExitCode, string Output)> ShellAsync(string script)
    {
        var info = new ProcessStartInfo("bash", ["-ec", script]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output + await error);
    }
}
