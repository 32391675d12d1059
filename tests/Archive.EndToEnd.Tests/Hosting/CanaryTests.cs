using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Archive.Actors.Associations;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>The node's test of itself, every second.</summary>
public sealed partial class CanaryTests : IDisposable
{
    private const string EverySecond = "--Archive:Canary:IntervalSeconds=1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rounds_go_on_and_neither_queries_nor_counts_nor_the_log_show_them()
    {
        var sent = TestData.Ct();
        await using (var node = await NodeProcess.StartAsync(_folder["data"], EverySecond))
        {
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(sent)));
            await RoundsAsync(node, 3);

            Assert.Equal([sent.Study.Value], await FindStudiesAsync(node, "TESTER", ""));
            Assert.Empty(await FindStudiesAsync(node, "TESTER", ReservedStudies.Of(0).Value));
            Assert.Equal([ReservedStudies.Of(0).Value], await FindStudiesAsync(node, Peer.Self.AeTitle.Value, ""));
            Assert.Equal(1, await node.MetricAsync("archive_objects_recorded_total{result=\"stored\"}"));
            Assert.Equal(0, await node.MetricAsync("archive_canary_failed_rounds_total"));
            Assert.Equal(1, await node.MetricAsync("archive_part_working{part=\"canary\"}"));
            Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/health/ready")).Status);
            Assert.Equal(0, await node.TerminateAsync());
            Assert.DoesNotContain(Peer.Self.AeTitle.Value, node.Console, StringComparison.Ordinal);
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    [LinuxFact]
    public async Task A_node_that_cannot_give_back_what_it_stores_is_not_ready_until_it_can()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"], EverySecond);
        await RoundsAsync(node, 1);
        using (var losing = new CancellationTokenSource())
        {
            var loss = Task.Run(() => LoseWhatIsWritten(losing.Token));
            await Eventually.HoldsAsync("the node is not ready", async () => (await node.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable);
            await losing.CancelAsync();
            await loss;
        }

        await Eventually.HoldsAsync("the node is ready", async () => (await node.GetAsync("/health/ready")).Status == HttpStatusCode.OK);
        Assert.InRange(await node.MetricAsync("archive_canary_failed_rounds_total"), 2, double.MaxValue);
        Assert.Contains("Canary: What the node stores in itself does not come back", node.Console, StringComparison.Ordinal);
        Assert.Contains("Canary: works again", node.Console, StringComparison.Ordinal);
        Assert.Equal(0, await node.TerminateAsync());
    }

    [Fact]
    public async Task Each_node_of_a_cluster_has_an_object_of_its_own_and_goes_on_with_it_after_a_restart()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        string[] database = ["--Archive:Database:Provider=PostgreSql", $"--Archive:Database:ConnectionString={server.ConnectionString}"];
        for (var run = 0; run < 2; run++)
        {
            await using var one = await NodeProcess.StartAsync(_folder["data"], [EverySecond, .. database]);
            await using var other = await NodeProcess.StartAsync(_folder["data"], [EverySecond, .. database]);
            await Task.WhenAll(RoundsAsync(one, 3), RoundsAsync(other, 3));

            Assert.Equal(2, (await FindStudiesAsync(one, Peer.Self.AeTitle.Value, "")).Count());
            Assert.Empty(await FindStudiesAsync(other, "TESTER", ""));
            foreach (var node in (NodeProcess[])[one, other])
            {
                Assert.Equal(0, await node.MetricAsync("archive_canary_failed_rounds_total"));
                Assert.Equal(0, await node.TerminateAsync());
            }
        }

        var (exitCode, console) = await NodeProcess.RunAsync(_folder["data"], ["verify", .. database]);
        Assert.True(exitCode == 0, console);
        Assert.Contains(" 2 journal records", console, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\(0020,000d\) UI \[([^\]\s\0]+)")]
    private static partial Regex StudyInstanceUids();

    private static async Task RoundsAsync(NodeProcess node, int count)
    {
        var durations = new HashSet<double> { 0 };
        await Eventually.HoldsAsync($"{count} rounds have ended", async () =>
        {
            durations.Add(await node.MetricAsync("archive_canary_seconds"));
            return durations.Count > count;
        });
    }

    /// <summary>The disk forgets whatever is written to the open volume.</summary>
    private void LoseWhatIsWritten(CancellationToken stop)
    {
        var path = Assert.Single(Directory.GetFiles(Path.Combine(_folder["data"], "volumes"), "*.open"));
        using var volume = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        while (!stop.IsCancellationRequested)
            volume.SetLength(4096);
    }

    private static async Task<IEnumerable<string>> FindStudiesAsync(NodeProcess node, string calling, string study)
    {
        var found = await DcmtkTool.RunAsync("findscu",
            ["-S", "-aet", calling, "-aec", NodeClient.AeTitle, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}", "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal(0, found.ExitCode);
        var responses = string.Concat(found.Output.Split("Find Response: ").Skip(1)); // before the first one stands what was asked
        return StudyInstanceUids().Matches(responses).Select(match => match.Groups[1].Value);
    }
}
