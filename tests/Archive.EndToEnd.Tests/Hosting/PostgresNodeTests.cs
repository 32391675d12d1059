using System.Globalization;
using System.Net;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>A node whose journal and index are in PostgreSQL.</summary>
public sealed class PostgresNodeTests : PostgresTest
{
    [Fact]
    public async Task Objects_sent_by_storescu_are_found_by_findscu_after_a_kill_and_everything_is_intact()
    {
        var instances = Enumerable.Range(1, 10).Select(number => TestData.Ct(pixelBytes: 20_000, number: number)).ToList();
        Directory.CreateDirectory(Folder["files"]);
        foreach (var instance in instances)
            await File.WriteAllBytesAsync(Folder[$"files/{instance.Sop.Value}.dcm"], instance.ToFile(TransferSyntax.ExplicitVrLittleEndian));
        await using (var node = await NodeProcess.StartAsync(DataDirectory, Database))
        {
            var sent = await DcmtkTool.RunAsync("storescu", ["--scan-directories", "-aec", "ARCHIVE", node.Host, Port(node), Folder["files"]]);
            Assert.Equal(0, sent.ExitCode);
            Assert.All(instances, instance => Assert.Contains(instance.Study.Value, FindAsync(node).Result, StringComparison.Ordinal));
            await node.KillAsync();
        }

        await using (var node = await NodeProcess.StartAsync(DataDirectory, Database))
        {
            Assert.All(instances, instance => Assert.Contains(instance.Study.Value, FindAsync(node).Result, StringComparison.Ordinal));
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instances[0])));
            Assert.Equal(0, await node.TerminateAsync());
        }

        var (exitCode, console) = await NodeProcess.RunAsync(DataDirectory, ["verify", .. Database]);
        Assert.True(exitCode == 0, console);
        Assert.Contains("10 objects", console, StringComparison.Ordinal);
        Assert.Contains("all intact", console, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(DataDirectory, "archive.db")));
    }

    [Fact]
    public async Task A_node_that_starts_without_its_database_says_so_waits_for_it_and_can_be_stopped_meanwhile()
    {
        await Server.StopAsync();
        await using (var stopped = NodeProcess.Launch(DataDirectory, Database))
        {
            await Wait.UntilAsync(() => stopped.Console.Contains("does not answer", StringComparison.Ordinal), "what it waits for");
            Assert.Equal(0, await stopped.TerminateAsync());
        }

        await using var node = NodeProcess.Launch(DataDirectory, Database);
        await Wait.UntilAsync(() => node.Console.Contains("does not answer", StringComparison.Ordinal), "what it waits for");
        await Server.StartAgainAsync();

        await Wait.UntilAsync(() => node.Console.Contains("Send a first file", StringComparison.Ordinal), "the start");
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
    }

    [Fact]
    public async Task While_the_database_is_away_the_node_is_not_ready_and_an_object_that_comes_is_stored_when_it_is_back()
    {
        await using var node = await NodeProcess.StartAsync(DataDirectory, Database);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
        await Server.StopAsync(abruptly: true);
        await Wait.UntilAsync(async () => (await node.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable, () => "not to be ready");

        var late = TestData.Ct();
        var storing = node.StoreAsync(WireObject.Of(late));
        await Wait.UntilAsync(async () => await AskedAgainAsync(node) > 1, () => $"the study to be asked again: {node.Console}");
        Assert.False(storing.IsCompleted);
        await Server.StartAgainAsync();

        Assert.Equal(DimseStatus.Success, await storing);
        Assert.Single(await node.FindInstancesAsync(late.Study.Uid));
        await Wait.UntilAsync(async () => (await node.GetAsync("/health/ready")).Status == HttpStatusCode.OK, () => "to be ready");
        Assert.DoesNotContain("   at ", node.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_node_has_acknowledged_another_finds_at_once_and_takes_no_second_time()
    {
        await using var one = await NodeProcess.StartAsync(DataDirectory, Database);
        await using var two = await NodeProcess.StartAsync(DataDirectory, Database);
        for (var i = 0; i < 20; i++)
        {
            var instance = TestData.Ct(pixelBytes: 2_000);
            var (stores, finds) = i % 2 == 0 ? (one, two) : (two, one);
            Assert.Equal(DimseStatus.Success, await stores.StoreAsync(WireObject.Of(instance)));
            Assert.Single(await finds.FindInstancesAsync(instance.Study.Uid));
            Assert.Equal(DimseStatus.Success, await finds.StoreAsync(WireObject.Of(instance)));
            Assert.Single(await finds.FindInstancesAsync(instance.Study.Uid));
        }

        var (exitCode, console) = await NodeProcess.RunAsync(DataDirectory, ["verify", .. Database]);
        Assert.True(exitCode == 0, console);
        Assert.Contains(" is running: ", console, StringComparison.Ordinal);
        Assert.EndsWith("all intact.", console, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await one.TerminateAsync(), await two.TerminateAsync()));
        await Verification.AssertIntactAsync(DataDirectory, Database);
    }

    [Fact]
    public async Task A_node_that_has_another_directory_than_the_others_does_not_start_and_says_why()
    {
        await using var node = await NodeProcess.StartAsync(DataDirectory, Database);

        var (exitCode, console) = await NodeProcess.RunAsync(Folder["elsewhere"], Database);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"{Folder["elsewhere/volumes"]} has no file archive-id. On this machine it lies in /", console, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", console, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
    }

    private static async Task<double> AskedAgainAsync(NodeProcess node) =>
        await node.MetricAsync("archive_studies_retries_total{failure=\"unknown\"}") + await node.MetricAsync("archive_studies_retries_total{failure=\"undelivered\"}");

    private static string Port(NodeProcess node) => node.DicomPort.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> FindAsync(NodeProcess node) =>
        (await DcmtkTool.RunAsync("findscu", ["-S", "-aec", "ARCHIVE", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID", node.Host, Port(node)])).Output;
}
