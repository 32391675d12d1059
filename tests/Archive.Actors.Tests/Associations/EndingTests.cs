using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>However an association ends, it gives back all it had, and what was acknowledged stays.</summary>
public sealed class EndingTests : AssociationTest
{
    [Fact]
    public async Task A_release_is_answered_after_the_operations_that_came_before_it()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        archive.Journal.Hold();

        await association.SendStoreAsync(TestObject.Ct());
        await association.Peer.SendAsync(AReleaseRq.Instance);
        await Wait.UntilAsync(() => archive.Journal.Waiting == 1, "the object to come to the journal");
        archive.Journal.Release();

        Assert.Equal(DimseStatus.Success, (await association.ReceiveAsync<CStoreResponse>()).Status);
        await association.Peer.ExpectAsync(AReleaseRp.Instance);
        association.Peer.Dispose();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_failure_within_the_archive_is_not_taken_for_a_lost_connection()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        archive.Blobs.Failure = new IOException("The disk is gone.");

        await association.SendStoreAsync(TestObject.Ct());

        await association.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("reading from the peer failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_closes_before_it_asks_for_an_association_leaves_nothing()
    {
        await using var archive = await TestArchive.StartAsync();

        (await ScriptedPeer.ConnectAsync(archive.EndPoint)).Dispose();
        using (var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint))
            await peer.SendAsync(RawAssociation.Request.ToArray()[..20]);

        await archive.AllIsOverAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_abort_before_an_association_leaves_nothing(bool isReset)
    {
        await using var archive = await TestArchive.StartAsync();
        using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);

        await EndAsync(peer, isReset);

        await archive.AllIsOverAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_abort_between_messages_keeps_what_was_acknowledged(bool isReset)
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        var sent = TestObject.Ct();
        await association.SendStoreAsync(sent);
        await association.ReceiveAsync<CStoreResponse>();

        await EndAsync(association.Peer, isReset);

        await archive.AllIsOverAsync();
        Assert.True(await archive.HasAsync(sent));
    }

    [Theory]
    [InlineData(false, 300_000)]
    [InlineData(true, 300_000)]
    [InlineData(false, 5_000_000)]
    [InlineData(true, 5_000_000)]
    [Requirement("MX1-16")]
    public async Task An_abort_in_the_middle_of_an_object_leaves_nothing_of_it(bool isReset, int received)
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        var sent = TestObject.Ct(pixelBytes: 6_000_000);

        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await association.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(0, received), isLast: false);
        await Wait.UntilAsync(() => !archive.Blobs.Steps.IsEmpty, "the object to begin");
        await EndAsync(association.Peer, isReset);

        await archive.AllIsOverAsync();
        Assert.False(await archive.HasAsync(sent));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.incoming"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_that_was_received_whole_is_recorded_although_its_sender_has_gone(bool isReset)
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        var sent = TestObject.Ct();
        archive.Journal.Hold();

        await association.SendStoreAsync(sent);
        await Wait.UntilAsync(() => archive.Journal.Waiting == 1, "the object to come to the journal");
        await EndAsync(association.Peer, isReset);
        archive.Journal.Release();

        await archive.AllIsOverAsync();
        Assert.True(await archive.HasAsync(sent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_abort_while_a_release_waits_for_an_operation_ends_both(bool isReset)
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        archive.Journal.Hold();

        await association.SendStoreAsync(TestObject.Ct());
        await association.Peer.SendAsync(AReleaseRq.Instance);
        await Wait.UntilAsync(() => archive.Journal.Waiting == 1, "the object to come to the journal");
        await EndAsync(association.Peer, isReset);
        archive.Journal.Release();

        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task What_is_no_dicom_is_aborted_and_its_end_is_told()
    {
        await using var archive = await TestArchive.StartAsync();
        using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);

        await peer.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        await peer.ExpectAsync(AAbort.ByProvider(AbortReason.UnrecognizedPdu));
        peer.Dispose();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task An_abort_reaches_a_peer_that_goes_on_sending()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.Peer.SendAsync(RawAssociation.Fragment(2, new byte[100], isCommand: true, isLast: true)); // even context id
        for (var i = 0; i < 100; i++)
            await association.Peer.SendAsync(new byte[64 * 1024]);

        await association.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task Data_before_an_association_is_aborted()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = new RawAssociation(await ScriptedPeer.ConnectAsync(archive.EndPoint));

        await association.SendStoreAsync(TestObject.Ct());

        await association.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu);
        await archive.AllIsOverAsync();
    }

    [Fact]
    [Requirement("MX1-19")]
    public async Task An_unknown_caller_and_a_wrong_title_are_rejected()
    {
        await using var archive = await TestArchive.StartAsync();

        var unknown = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(archive, "STRANGER", "ARCHIVE"));
        var wrong = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(archive, "MODALITY", "NOBODY"));

        Assert.Equal((RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized), (unknown.Result, unknown.Reason));
        Assert.Equal((RejectResult.Permanent, RejectReason.CalledAeTitleNotRecognized), (wrong.Result, wrong.Reason));
        await archive.AllIsOverAsync();
    }

    private static Task<ScuAssociation> ConnectAsync(TestArchive archive, string calling, string called) => ScuAssociation.ConnectAsync(
        new ScuAssociationOptions { Host = "127.0.0.1", Port = archive.EndPoint.Port, CallingAeTitle = new AeTitle(calling), CalledAeTitle = new AeTitle(called) }
            .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));

    private static async Task EndAsync(ScriptedPeer peer, bool isReset)
    {
        if (isReset)
        {
            peer.Reset();
            return;
        }

        await peer.SendAsync(AAbort.ByUser);
        peer.Dispose();
    }
}
