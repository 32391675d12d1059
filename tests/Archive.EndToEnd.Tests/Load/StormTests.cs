using System.Buffers.Binary;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Load;

/// <summary>Connections that come to nothing, many at once. A minute of a thousand a second: <c>load-tests/storm.sh</c>.</summary>
public sealed class StormTests : IDisposable
{
    private const int Connections = 4000;
    private const int AtOnce = 200;

    private static readonly Uid Ct = SopClasses.CTImageStorage;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_storm_of_connections_that_come_to_nothing_leaves_no_association_socket_buffer_or_object()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"], "--Archive:Dicom:ArtimSeconds=1");
        var message = await RawMessage.StoreAsync(WireObject.Of(TestData.Ct(pixelBytes: 200_000)), 16 * 1024);
        var half = HalfOf(message);
        Func<Task>[] kinds =
        [
            () => ClosedAsync(node), () => RefusedAsync(node), () => SilentAsync(node), () => ResetAsync(node, half), () => AbortedAsync(node, half),
        ];
        await VisitAsync(kinds, AtOnce); // files that stay open once they are needed
        await Eventually.IsIdleAsync(node);
        var files = OpenFiles(node);

        await VisitAsync(kinds, Connections);

        await Eventually.IsIdleAsync(node);
        await Eventually.HoldsAsync("nobody has a buffer", async () => await node.MetricAsync("archive_associations_buffers_bytes") == 0);
        await Eventually.HoldsAsync("all sockets are closed", () => Task.FromResult(OpenFiles(node) <= files));
        Assert.Equal((Connections + AtOnce) / kinds.Length, await node.MetricAsync("archive_associations_total{result=\"rejected\"}"));
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
        Assert.Equal(1, await node.MetricAsync("archive_objects_recorded_total{result=\"stored\"}"));
    }

    private static Task VisitAsync(Func<Task>[] kinds, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await kinds[number % kinds.Length]());

    private static async Task ClosedAsync(NodeProcess node)
    {
        using var peer = await RawMessage.ConnectAsync(node);
    }

    private static async Task RefusedAsync(NodeProcess node)
    {
        using var peer = await RawMessage.ConnectAsync(node);
        var request = RawMessage.Associate(Ct).ToArray();
        "NOBODY          "u8.CopyTo(request.AsSpan(10)); // called AE title
        await peer.SendAsync(request);
        Assert.Equal((byte)PduType.AAssociateRj, (await peer.ReceiveAsync())[0]);
    }

    /// <summary>Half a request and nothing more: half-open, until ARTIM ends it.</summary>
    private static async Task SilentAsync(NodeProcess node)
    {
        using var peer = await RawMessage.ConnectAsync(node);
        var request = RawMessage.Associate(Ct).ToArray();
        await peer.SendAsync(request[..(request.Length / 2)]);
        await peer.ExpectClosedAsync();
    }

    private static async Task ResetAsync(NodeProcess node, byte[] half)
    {
        using var peer = await RawMessage.AssociateAsync(node, Ct);
        await peer.SendAsync(half);
        peer.Reset();
    }

    private static async Task AbortedAsync(NodeProcess node, byte[] half)
    {
        using var peer = await RawMessage.AssociateAsync(node, Ct);
        await peer.SendAsync([.. half, .. AAbort.ByUser.ToArray()]);
        await peer.ExpectClosedAsync();
    }

    /// <summary>Up to the end of a PDU.</summary>
    private static byte[] HalfOf(byte[] message)
    {
        var end = 0;
        while (end < message.Length / 2)
            end += ProtocolDataUnit.HeaderLength + BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(end + 2));
        return message[..end];
    }

    private static int OpenFiles(NodeProcess node) => Directory.EnumerateFileSystemEntries($"/proc/{node.Id}/fd").Count();
}
