using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Archive.Node.Tests.Http;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Node.Tests.Hosting;

/// <summary>How a node ends.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_an_object_is_finished_health_and_metrics_answer_and_the_node_is_not_ready()
    {
        var sent = TestData.Ct(pixelBytes: 500_000);
        var encoded = sent.Encode(TransferSyntax.ExplicitVrLittleEndian);
        await using (var node = await RunningNode.StartAsync(_folder["data"]))
        {
            await using var association = await node.ConnectAsync();
            var bytes = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            var storing = association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), sent.Sop.Uid, new DataSetSource(bytes.Reader.AsStream()));
            await bytes.Writer.WriteAsync(encoded.AsMemory(0, 300_000));
            await Wait.UntilAsync(async () => await MetricAsync(node, "archive_ingest_budget_used_bytes") > 0, () => "the object to begin");

            var stopping = node.StopAsync();

            await Wait.UntilAsync(async () => !await IsListeningAsync(node.Dicom), () => "the listener to be closed");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "The archive shuts down.\n"), await node.GetAsync("/health/ready"));
            Assert.Equal((HttpStatusCode.OK, "live\n"), await node.GetAsync("/health/live"));
            Assert.Equal(0, await MetricAsync(node, "archive_ready"));
            Assert.False(stopping.IsCompleted);
            await bytes.Writer.WriteAsync(encoded.AsMemory(300_000));
            await bytes.Writer.CompleteAsync();
            Assert.Equal(DimseStatus.Success, (await storing).Status);
            Assert.Equal(0, await stopping);
        }

        var (_, verified, _) = await RunningNode.RunAsync("verify", $"--Archive:DataDirectory={_folder["data"]}");
        Assert.StartsWith("1 objects, 1 blobs (0 unreferenced)", verified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_while_it_starts_it_says_so_and_ends_as_it_would_otherwise()
    {
        var port = FreePort.Next();
        using var stop = new CancellationTokenSource();
        var run = RunningNode.RunAsync(
            [$"--Archive:Cluster:Port={port}", "--Archive:Dicom:Port=0", "--Archive:Http:Port=0", $"--Archive:DataDirectory={_folder["data"]}"], stop.Token);
        await Wait.UntilAsync(() => IsListeningAsync(new IPEndPoint(IPAddress.Loopback, port)), () => "the actors to start");

        await stop.CancelAsync();

        Assert.Equal((0, "The archive was stopped before it was ready.\n", ""), await run);
    }

    private static async Task<double> MetricAsync(RunningNode node, string name) => PrometheusText.Parse((await node.GetAsync("/metrics")).Text)[name].Value("");

    private static async Task<bool> IsListeningAsync(IPEndPoint endPoint)
    {
        try
        {
            using var peer = await ScriptedPeer.ConnectAsync(endPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
