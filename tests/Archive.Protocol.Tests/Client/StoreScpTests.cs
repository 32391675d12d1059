using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Client;

/// <summary>The client against DCMTK's storescp.</summary>
public sealed class StoreScpTests
{
    public static TheoryData<string> Uncompressed => new(
        TransferSyntax.ImplicitVrLittleEndian.Uid.Value,
        TransferSyntax.ExplicitVrLittleEndian.Uid.Value,
        TransferSyntax.ExplicitVrBigEndian.Uid.Value,
        TransferSyntax.DeflatedExplicitVrLittleEndian.Uid.Value);

    [Fact]
    public async Task Echo_is_answered_and_the_association_released()
    {
        await using var server = await DcmtkServer.StoreScpAsync();
        await using var association = await ScuAssociation.ConnectAsync(Scu.Verifying(server.Port));

        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        await association.ReleaseAsync();

        Assert.False(association.IsOpen);
        await Assert.ThrowsAsync<InvalidOperationException>(() => association.EchoAsync());
    }

    [Theory]
    [MemberData(nameof(Uncompressed))]
    public async Task A_data_set_arrives_byte_for_byte(string uid)
    {
        Assert.True(TransferSyntax.TryGet(new Uid(uid), out var transferSyntax));
        await using var server = await DcmtkServer.StoreScpAsync("--bit-preserving", "--accept-all");
        var ct = TestData.Ct(pixelBytes: 300_000);
        await using var association = await ScuAssociation.ConnectAsync(Scu.To(server.Port).Propose(ct.SopClass, transferSyntax));
        var bytes = ct.Encode(transferSyntax);

        var fromMemory = await association.StoreAsync(association.GetContext(ct.SopClass), ct.Sop.Uid, bytes);
        var received = Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(server.ReceivedFiles)));
        var fromStream = await association.StoreAsync(association.GetContext(ct.SopClass), ct.Sop.Uid, new DataSetSource(new MemoryStream(bytes), bytes.Length));
        var receivedAgain = Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(server.ReceivedFiles)));

        Assert.Equal(DimseStatus.Success, fromMemory.Status);
        Assert.Equal(ct.Sop.Uid, fromMemory.AffectedSopInstanceUid);
        Assert.Equal(DimseStatus.Success, fromStream.Status);
        Assert.Equal(transferSyntax, received.TransferSyntax);
        Assert.True(bytes.AsSpan().SequenceEqual(received.DataSetBytes.Span));
        Assert.True(bytes.AsSpan().SequenceEqual(receivedAgain.DataSetBytes.Span));
    }

    [Theory]
    [MemberData(nameof(Uncompressed))]
    [Requirement("VEREOS-45")]
    public async Task An_object_that_is_re_encoded_while_it_is_sent_arrives_whole(string uid)
    {
        Assert.True(TransferSyntax.TryGet(new Uid(uid), out var transferSyntax));
        await using var server = await DcmtkServer.StoreScpAsync("--bit-preserving", "--accept-all");
        var ct = TestData.Ct(pixelBytes: 300_000);
        await using var association = await ScuAssociation.ConnectAsync(Scu.To(server.Port).Propose(ct.SopClass, TransferSyntax.ImplicitVrLittleEndian));
        await using var dataSet = DataSetReencoder.Open(new MemoryStream(ct.Encode(transferSyntax)), transferSyntax, TransferSyntax.ImplicitVrLittleEndian);

        var response = await association.StoreAsync(association.GetContext(ct.SopClass), ct.Sop.Uid, new DataSetSource(dataSet));

        Assert.Equal(DimseStatus.Success, response.Status);
        var received = Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(server.ReceivedFiles))).ReadDataSet();
        Assert.Equal(ct.Encode(TransferSyntax.ImplicitVrLittleEndian), DataSetWriter.ToArray(received, TransferSyntax.ImplicitVrLittleEndian));
    }

    [Fact]
    public async Task Stores_from_many_tasks_take_turns_on_a_synchronous_association()
    {
        await using var server = await DcmtkServer.StoreScpAsync();
        await using var association = await ScuAssociation.ConnectAsync(Scu.To(server.Port, window: new AsyncOperationsWindow(8, 1)).Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian));
        var context = association.GetContext(SopClasses.CTImageStorage);

        var responses = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => TestData.Ct(number: number)).Select(
            ct => association.StoreAsync(context, ct.Sop.Uid, ct.Encode(context.TransferSyntax))));

        Assert.Equal(1, association.Negotiated.Window.MaxInvoked);
        Assert.All(responses, response => Assert.Equal(DimseStatus.Success, response.Status));
        Assert.Equal(20, server.ReceivedFiles.Count);
    }

    [Fact]
    public async Task A_refusal_says_result_and_reason()
    {
        await using var server = await DcmtkServer.StoreScpAsync("--refuse");

        var refusal = await Assert.ThrowsAsync<AssociationRejectedException>(() => ScuAssociation.ConnectAsync(Scu.Verifying(server.Port)));

        Assert.Equal(RejectResult.Permanent, refusal.Result);
        Assert.Equal(RejectReason.NoReasonGiven, refusal.Reason);
        Assert.Equal("The association was rejected, 1/1/1: no reason given.", refusal.Message);
    }

    [Theory]
    [InlineData("--abort-after")]
    [InlineData("--abort-during")]
    public async Task An_abort_by_the_peer_fails_the_store(string option)
    {
        await using var server = await DcmtkServer.StoreScpAsync(option);
        var ct = TestData.Ct(pixelBytes: 1_000_000);
        await using var association = await ScuAssociation.ConnectAsync(Scu.To(server.Port).Propose(ct.SopClass, TransferSyntax.ImplicitVrLittleEndian));

        await Assert.ThrowsAsync<AssociationAbortedException>(
            () => association.StoreAsync(association.GetContext(ct.SopClass), ct.Sop.Uid, ct.Encode(TransferSyntax.ImplicitVrLittleEndian)));

        Assert.False(association.IsOpen);
        await Assert.ThrowsAsync<AssociationAbortedException>(() => association.ReleaseAsync());
    }

    [Fact]
    public async Task A_peer_that_is_killed_while_it_receives_fails_the_store()
    {
        await using var server = await DcmtkServer.StoreScpAsync();
        var ct = TestData.Ct();
        await using var association = await ScuAssociation.ConnectAsync(Scu.To(server.Port).Propose(ct.SopClass, TransferSyntax.ImplicitVrLittleEndian));
        using var stream = new GeneratedStream([], 500_000_000, atHalf: server.KillAsync);

        await Assert.ThrowsAsync<AssociationAbortedException>(
            () => association.StoreAsync(association.GetContext(ct.SopClass), ct.Sop.Uid, new DataSetSource(stream, stream.Length)));

        Assert.False(association.IsOpen);
    }

    [Fact]
    public async Task Nobody_there_is_a_socket_error() =>
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => ScuAssociation.ConnectAsync(Scu.Verifying(FreePort.Next())));
}
