using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary><c>versions</c>, beside a node that runs and after it was killed.</summary>
public sealed class VersionsCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private NodeProcess _node = null!;

    private string DataDirectory => $"--Archive:DataDirectory={_folder["data"]}";

    public async Task InitializeAsync() => _node = await NodeProcess.StartAsync(
        _folder["data"], "--Archive:Peers:0:AeTitle=REPLACER", "--Archive:Peers:0:DuplicatePolicy=Replace");

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_came_under_one_UID_is_listed_and_fetched_byte_for_byte_while_the_node_runs()
    {
        var instance = TestData.Ct();
        WireObject[] sent = [WireObject.Of(instance), WireObject.WithOtherContent(instance, "second"), WireObject.WithOtherContent(instance, "third")];
        await StoreAsync(sent[0], sent[1]);
        await StoreAsync(WireObject.Of(TestData.Ct())); // has no version
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(sent[2], "REPLACER"));

        var listed = await CommandRun.RunAsync("versions", DataDirectory, "--json");
        var fetched = await CommandRun.RunAsync("versions", DataDirectory, "--instance", instance.Sop.Value, "-o", _folder["got"]);

        Assert.True(listed.ExitCode == 0, listed.Error);
        using var json = JsonDocument.Parse(listed.Output);
        Assert.Equal(
            [(1, false, "TESTER"), (2, false, "TESTER"), (3, true, "REPLACER")],
            json.RootElement.EnumerateArray().Select(version =>
                (version.GetProperty("version").GetInt32(), version.GetProperty("current").GetBoolean(), version.GetProperty("source").GetString()!)));
        Assert.All(json.RootElement.EnumerateArray(), version => Assert.Equal(instance.Sop.Value, version.GetProperty("instance").GetString()));
        Assert.Equal("2 other versions of 1 object.\n", listed.Error);
        Assert.True(fetched.ExitCode == 0, fetched.Error);
        var folder = Path.Combine(_folder["got"], instance.Study.Value, instance.Series.Value);
        Assert.Equal(Enumerable.Range(1, 3).Select(number => Path.Combine(folder, $"{instance.Sop}-{number}.dcm")), fetched.Lines);
        Assert.Equal(sent.Select(one => one.Hash), fetched.Lines.Select(path => WireObject.HashOf(Part10File.Read(File.ReadAllBytes(path)).DataSetBytes.Span)));
        Assert.Equal(fetched.Lines.Count, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task One_version_is_fetched_by_its_number_after_the_node_was_killed()
    {
        var instance = TestData.Ct(pixelBytes: 6_000_000);
        var second = WireObject.WithOtherContent(instance, "second");
        await StoreAsync(WireObject.Of(instance), second);
        await _node.KillAsync();

        var listed = await CommandRun.RunAsync("versions", DataDirectory, "--study", instance.Study.Value);
        var fetched = await CommandRun.RunAsync("versions", DataDirectory, "--instance", instance.Sop.Value, "--number", "2", "-o", _folder["got"]);

        Assert.Equal(["study", "1", "2"], listed.Lines.Select((line, i) => line.Split('\t')[i == 0 ? 0 : 3]));
        Assert.True(fetched.ExitCode == 0, fetched.Error);
        Assert.Equal(second.Hash, WireObject.HashOf(Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(fetched.Lines))).DataSetBytes.Span));
        await Verification.AssertIntactAsync(_folder["data"]); // what reads beside leaves everything as it is
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(3, "No such version.\n")]
    public async Task One_version_is_listed_by_its_number_without_a_sum(int number, string told)
    {
        var instance = TestData.Ct();
        await StoreAsync(WireObject.Of(instance), WireObject.WithOtherContent(instance, "second"));

        var listed = await CommandRun.RunAsync("versions", DataDirectory, "--instance", instance.Sop.Value, "--number", $"{number}");

        Assert.Equal((0, told), (listed.ExitCode, listed.Error));
        Assert.Equal(number <= 2 ? [$"{number}"] : [], listed.Lines.Skip(1).Select(line => line.Split('\t')[3]));
    }

    [Fact]
    public async Task A_version_that_is_damaged_is_told_and_not_written_and_the_others_are()
    {
        var instance = TestData.Ct(pixelBytes: 6_000_000);
        await StoreAsync(WireObject.Of(instance), WireObject.WithOtherContent(instance, "second"));
        LargeObjects.FlipByte(Directory.GetFiles(Path.Combine(_folder["data"], "volumes"), "*.object").Order(StringComparer.Ordinal).Last());

        var fetched = await CommandRun.RunAsync("versions", DataDirectory, "-o", _folder["got"]);

        Assert.Equal(2, fetched.ExitCode);
        Assert.EndsWith($"{instance.Sop}-1.dcm", Assert.Single(fetched.Lines), StringComparison.Ordinal);
        Assert.StartsWith($"Version 2 of {instance.Sop}: ", fetched.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder["got"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Where_there_is_none_that_is_said()
    {
        await StoreAsync(WireObject.Of(TestData.Ct()));

        var listed = await CommandRun.RunAsync("versions", DataDirectory);
        var fetched = await CommandRun.RunAsync("versions", DataDirectory, "-o", _folder["got"]);

        Assert.Equal((0, "No other versions.\n"), (listed.ExitCode, listed.Error));
        Assert.Equal((2, "Nothing to fetch: no such versions.\n"), (fetched.ExitCode, fetched.Error));
    }

    private async Task StoreAsync(params WireObject[] objects)
    {
        foreach (var one in objects)
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(one));
    }
}
