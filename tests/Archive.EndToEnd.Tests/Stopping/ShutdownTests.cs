using System.Net.Sockets;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>SIGTERM, as systemd and Kubernetes send it, while modalities send.</summary>
public sealed class ShutdownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_acknowledged_while_the_node_ends_is_kept()
    {
        var ledger = new SentLedger();
        using var stopped = new CancellationTokenSource();
        var running = new TaskCompletionSource<NodeProcess>();
        var study = new StudyInstanceUid(TestData.NewUid());
        var senders = Enumerable.Range(0, 6).Select(i => new RelentlessSender(ledger, new Random(i), i < 4 ? study : null, window: i == 0 ? 4 : 1)).ToList();
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            running.SetResult(node);
            var sending = Task.WhenAll(senders.Select(sender => Task.Run(() => sender.RunAsync(() => running.Task, stopped.Token))));
            await ledger.WaitAsync(100);
            node.SendTermination();
            await Eventually.HoldsAsync("the node has ended", () => Task.FromResult(node.HasExited));
            await stopped.CancelAsync();
            await sending;
            Assert.Equal(0, await node.TerminateAsync());
        }

        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            await ledger.CompareAsync(node);
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    [Fact]
    public async Task An_object_in_flight_is_finished_before_the_node_ends()
    {
        var instance = TestData.Ct();
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            var message = await RawMessage.StoreAsync(WireObject.Of(instance), 256);
            using var peer = await RawMessage.AssociateAsync(node, SopClasses.CTImageStorage);
            await peer.SendAsync(message[..(message.Length / 2)]);
            await Eventually.HoldsAsync("a part of the object is received", async () => await node.MetricAsync("archive_ingest_budget_used_bytes") > 0);

            node.SendTermination();
            await Eventually.HoldsAsync("nobody is let in any more", async () => !await IsListeningAsync(node));
            await peer.SendAsync(message[(message.Length / 2)..]);

            Assert.Equal(DimseStatus.Success, await RawMessage.ReceiveStatusAsync(peer));
            await peer.ExpectAsync(AAbort.ByUser);
            Assert.Equal(0, await node.TerminateAsync());
        }

        await using var next = await NodeProcess.StartAsync(_folder["data"]);
        Assert.Equal([instance.Study.Uid], await next.FindStudiesAsync());
    }

    [Fact]
    public async Task A_signal_during_the_start_ends_the_node_as_one_later_does()
    {
        await using var node = NodeProcess.Launch(_folder["data"]);
        await Eventually.HoldsAsync("the node has begun to start", () => Task.FromResult(Directory.Exists(_folder["data"])));

        Assert.Equal(0, await node.TerminateAsync());
        Assert.StartsWith("The archive", node.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", node.Console, StringComparison.Ordinal);
    }

    private static async Task<bool> IsListeningAsync(NodeProcess node)
    {
        try
        {
            using var peer = await RawMessage.ConnectAsync(node);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
