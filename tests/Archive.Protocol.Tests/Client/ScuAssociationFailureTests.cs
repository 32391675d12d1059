using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Client;

/// <summary>The client against a peer that breaks the protocol, dies or says nothing.</summary>
public sealed class ScuAssociationFailureTests : IDisposable
{
    private readonly ScriptedScp _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task A_peer_that_never_answers_the_proposal_is_given_up()
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port, associationTimeout: Scu.Soon));
        await _peer.ReceiveRequestAsync();

        await Assert.ThrowsAsync<DimseTimeoutException>(() => connecting);

        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
    }

    [Fact]
    public async Task A_handshake_that_never_ends_is_given_up()
    {
        var options = new ScuAssociationOptions
        {
            Host = "127.0.0.1",
            Port = _peer.Port,
            CalledAeTitle = new AeTitle("A"),
            CallingAeTitle = new AeTitle("B"),
            ConnectTimeout = Scu.Soon,
            SecureAsync = async (stream, cancellationToken) =>
            {
                await stream.ReadExactlyAsync(new byte[1], cancellationToken);
                return stream;
            },
        };
        Assert.Equal(TlsProblem.Stalled, (await Assert.ThrowsAsync<TlsException>(() => ScuAssociation.ConnectAsync(options))).Problem);
    }

    /// <summary>Who serves may use another association: its end is not this one's, which the peer has to be told.</summary>
    [Fact]
    public async Task A_request_that_fails_for_another_association_aborts_this_one()
    {
        var options = Scu.To(_peer.Port, serve: (_, _) => throw new DimseTimeoutException("of another association"))
            .Propose(SopClasses.CTImageStorage, TransferSyntax.ImplicitVrLittleEndian).ProposeScpRole(SopClasses.CTImageStorage);
        var connecting = ScuAssociation.ConnectAsync(options);
        await _peer.AcceptAsync();
        await using var association = await connecting;
        var waiting = association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), new Uid("1.2.3"), new byte[10]);
        await _peer.ReceiveMessageAsync();

        await _peer.SendAsync(1, new CStoreRequest { MessageId = 1, AffectedSopClassUid = SopClasses.CTImageStorage, AffectedSopInstanceUid = new Uid("1.2.4"), HasDataSet = true }, new byte[10]);

        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
        Assert.IsType<DimseTimeoutException>((await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).InnerException);
    }

    [Fact]
    public async Task A_source_that_fails_with_another_associations_timeout_is_no_timeout_of_this_one()
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port, window: new AsyncOperationsWindow(2, 1)).Propose(SopClasses.CTImageStorage, TransferSyntax.ImplicitVrLittleEndian));
        await _peer.AcceptAsync();
        await using var association = await connecting;
        var waiting = association.EchoAsync();
        await _peer.ReceiveMessageAsync();

        await Assert.ThrowsAsync<DimseTimeoutException>(() => association.StoreAsync(
            association.GetContext(SopClasses.CTImageStorage), new Uid("1.2.3"), new DataSetSource(new FailingSource(new DimseTimeoutException("of another association")))));

        Assert.IsType<DimseTimeoutException>((await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).InnerException);
    }

    [Fact]
    public async Task A_rejection_says_whether_to_try_again()
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port));
        await _peer.ReceiveRequestAsync();
        await _peer.SendAsync(new AAssociateRj(RejectResult.Transient, RejectReason.TemporaryCongestion));

        var rejection = await Assert.ThrowsAsync<AssociationRejectedException>(() => connecting);

        Assert.Equal(RejectResult.Transient, rejection.Result);
        Assert.Equal(RejectReason.TemporaryCongestion, rejection.Reason);
    }

    [Theory]
    [InlineData("48545450 2F312E31 20343030")] // an HTTP server
    [InlineData("0200 FFFFFFFF")] // an A-ASSOCIATE-AC of 4 GB
    public async Task Garbage_for_an_answer_is_aborted(string hex)
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port));
        await _peer.ReceiveRequestAsync();
        await _peer.SendAsync(Hex.Parse(hex));

        await Assert.ThrowsAsync<AssociationAbortedException>(() => connecting);

        Assert.Equal(AbortSource.ServiceProvider, Assert.IsType<AAbort>(await _peer.ReceiveAsync()).Source);
    }

    [Fact]
    public async Task An_acceptance_of_what_was_not_proposed_is_aborted()
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port));
        var request = await _peer.ReceiveRequestAsync();
        await _peer.SendAsync(new AAssociateAc
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            PresentationContexts = [new PresentationContextAnswer(1, ContextResult.Acceptance, TransferSyntax.ExplicitVrBigEndian.Uid)],
            UserInformation = new UserInformation { MaximumLength = 0, ImplementationClassUid = new Uid("1.2.3") },
        });

        await Assert.ThrowsAsync<AssociationAbortedException>(() => connecting);

        Assert.Equal(AbortReason.InvalidPduParameterValue, Assert.IsType<AAbort>(await _peer.ReceiveAsync()).Reason);
    }

    [Fact]
    public async Task A_connection_closed_instead_of_an_answer_is_an_abort()
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port));
        await _peer.ReceiveRequestAsync();
        _peer.Reset();
        await Assert.ThrowsAsync<AssociationAbortedException>(() => connecting);
    }

    [Fact]
    public async Task A_response_that_never_comes_aborts_the_association()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port, responseTimeout: Scu.Soon));

        await Assert.ThrowsAsync<DimseTimeoutException>(() => association.EchoAsync());

        await _peer.ReceiveMessageAsync();
        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
        Assert.False(association.IsOpen);
    }

    [Fact]
    public async Task A_release_that_is_never_answered_aborts_the_association()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port, associationTimeout: TimeSpan.FromSeconds(2)));

        await Assert.ThrowsAsync<DimseTimeoutException>(() => association.ReleaseAsync());

        Assert.IsType<AReleaseRq>(await _peer.ReceiveAsync());
        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
    }

    [Fact]
    public async Task A_peer_that_stops_reading_is_noticed()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port, responseTimeout: Scu.Soon));
        using var endless = new GeneratedStream([], 1_000_000_000);

        await Assert.ThrowsAsync<DimseTimeoutException>(
            () => association.StoreAsync(association.GetContext(SopClasses.Verification), new Uid("1.2"), new DataSetSource(endless, endless.Length)));

        Assert.False(association.IsOpen);
    }

    [Fact]
    public async Task Cancellation_of_a_request_without_cancel_aborts()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        using var cancellation = new CancellationTokenSource();
        var echo = association.EchoAsync(cancellation.Token);
        await _peer.ReceiveMessageAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => echo);
        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
    }

    [Fact]
    public async Task A_source_that_ends_early_cuts_the_connection_since_nothing_may_follow_half_a_message()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));

        await Assert.ThrowsAsync<EndOfStreamException>(() => association.StoreAsync(
            association.GetContext(SopClasses.Verification), new Uid("1.2"), new DataSetSource(new MemoryStream(new byte[500_000]), 1_000_000)));

        await Assert.ThrowsAsync<InvalidDataException>(() => _peer.ReceiveMessageAsync());
        Assert.False(association.IsOpen);
    }

    [Fact]
    public async Task An_abort_by_the_peer_is_told_to_all_that_wait()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port, window: new AsyncOperationsWindow(0, 1)));
        var echoes = Enumerable.Range(0, 5).Select(_ => association.EchoAsync()).ToArray();
        for (var i = 0; i < echoes.Length; i++)
            await _peer.ReceiveMessageAsync();

        await _peer.SendAsync(AAbort.ByProvider(AbortReason.UnexpectedPdu));

        foreach (var echo in echoes)
            Assert.Equal(AbortReason.UnexpectedPdu, (await Assert.ThrowsAsync<AssociationAbortedException>(() => echo)).Abort!.Reason);
        await Assert.ThrowsAsync<AssociationAbortedException>(() => association.EchoAsync());
    }

    [Fact]
    public async Task A_connection_that_is_cut_fails_what_waits()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        var echo = association.EchoAsync();
        await _peer.ReceiveMessageAsync();

        _peer.Reset();

        Assert.Null((await Assert.ThrowsAsync<AssociationAbortedException>(() => echo)).Abort);
    }

    [Fact]
    public Task A_response_to_no_request_is_aborted() =>
        IsAbortedAsync(request => request.Respond(DimseStatus.Success) with { MessageIdBeingRespondedTo = 999 });

    [Fact]
    public Task A_response_of_another_kind_is_aborted() =>
        IsAbortedAsync(request => new CFindResponse { MessageIdBeingRespondedTo = request.MessageId, Status = DimseStatus.Success });

    [Fact]
    public Task A_data_set_beyond_the_limit_is_aborted() =>
        IsAbortedAsync(request => request.Respond(DimseStatus.Success) with { HasDataSet = true }, new byte[17 * 1024 * 1024]);

    [Fact]
    public async Task A_command_that_cannot_be_understood_is_aborted()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        var echo = association.EchoAsync();
        await _peer.ReceiveMessageAsync();

        // P-DATA-TF with one whole command fragment: Command Field of 255 bytes, of which none follow.
        await _peer.SendAsync(Hex.Parse("0400 0000000E 0000000A 01 03 00000001 FF000000"));

        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
        await Assert.ThrowsAsync<AssociationAbortedException>(() => echo);
    }

    private async Task IsAbortedAsync(Func<CEchoRequest, DimseResponse> respond, byte[]? dataSet = null)
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        var echo = association.EchoAsync();
        var request = (CEchoRequest)(await _peer.ReceiveMessageAsync()).Command;

        // The other side may cut the connection while the rest of a large data set is still on its way.
        var sending = _peer.SendAsync(1, respond(request), dataSet);

        await Assert.ThrowsAsync<AssociationAbortedException>(() => echo);
        Assert.False(association.IsOpen);
        await Record.ExceptionAsync(() => sending);
    }

    private async Task<ScuAssociation> ConnectAsync(ScuAssociationOptions options)
    {
        var connecting = ScuAssociation.ConnectAsync(options);
        await _peer.AcceptAsync();
        return await connecting;
    }
}
