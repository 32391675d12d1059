using System.Security.Cryptography;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Protocol.Tests.Client;

/// <summary>Counts the bytes that the process allocates, and so runs alone.</summary>
[Collection(nameof(LargeObjectTests))]
[CollectionDefinition(nameof(LargeObjectTests), DisableParallelization = true)]
public sealed class LargeObjectTests
{
    private const int PixelBytes = 50 * 1024 * 1024;

    [Fact]
    public async Task A_large_object_is_sent_in_little_memory()
    {
        await using var server = await DcmtkServer.StoreScpAsync("--bit-preserving", "--max-pdu", "131072");
        var ct = TestData.Ct();
        var header = DataSetWriter.ToArray(ct.DataSet.Remove(Tags.PixelData), TransferSyntax.ImplicitVrLittleEndian);
        byte[] pixelData = [0xE0, 0x7F, 0x10, 0x00, .. BitConverter.GetBytes(PixelBytes)];
        using var stream = new GeneratedStream([.. header, .. pixelData], PixelBytes);
        await using var association = await ScuAssociation.ConnectAsync(Scu.To(server.Port).Propose(ct.SopClass, TransferSyntax.ImplicitVrLittleEndian));

        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var response = await association.StoreAsync(association.GetContext(ct.SopClass), ct.Sop.Uid, new DataSetSource(stream, stream.Length));
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.InRange(allocated, 0, PixelBytes / 4);
        await using var received = File.OpenRead(Assert.Single(server.ReceivedFiles));
        received.Position = received.Length - stream.Length;
        stream.Position = 0;
        Assert.Equal(await SHA256.HashDataAsync(stream), await SHA256.HashDataAsync(received));
    }

    [Fact]
    public async Task A_large_object_is_received_in_little_memory()
    {
        using var peer = new ScriptedScp();
        using var stream = new GeneratedStream([], PixelBytes);
        var received = Array.Empty<byte>();
        var connecting = ScuAssociation.ConnectAsync(Scu.To(peer.Port, serve: async (incoming, cancellationToken) =>
        {
            received = await SHA256.HashDataAsync(incoming.DataSet, cancellationToken);
            return incoming.Request.Respond(DimseStatus.Success);
        }).Propose(SopClasses.CTImageStorage, TransferSyntax.ImplicitVrLittleEndian));
        await peer.AcceptAsync();
        await using var association = await connecting;

        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var request = new CStoreRequest { MessageId = 1, AffectedSopClassUid = SopClasses.CTImageStorage, AffectedSopInstanceUid = new Uid("1.2.3") };
        await peer.SendAsync(1, request, stream);
        var response = (CStoreResponse)(await peer.ReceiveMessageAsync()).Command;
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.InRange(allocated, 0, PixelBytes / 4);
        stream.Position = 0;
        Assert.Equal(await SHA256.HashDataAsync(stream), received);
    }
}
