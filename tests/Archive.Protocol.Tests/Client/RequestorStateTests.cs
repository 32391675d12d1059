using System.Diagnostics;
using System.Net.Sockets;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Client;

/// <summary>
/// The requestor half of PS3.8 table 9-10, driven by a peer: each event that it can cause, in each state in which the requestor may be. What
/// the table leaves to the requestor's user comes with it.
/// </summary>
public sealed class RequestorStateTests : IDisposable
{
    /// <summary>A command fragment of no message: its context id is not odd.</summary>
    private const string InvalidPdu = "04000000 0008 00000004 0203 1122";

    private const string EmptyDataFragment = "04000000 0006 00000002 0102";

    /// <summary>Longer than ARTIM, shorter than any other deadline.</summary>
    private static readonly TimeSpan WellBeyondArtim = TimeSpan.FromSeconds(10);

    private readonly ScriptedScp _peer = new();

    public enum State
    {
        Sta5,
        Sta6,
        Sta7,
        Sta11,
        Sta13,
    }

    public static TheoryData<State, PduType> UnexpectedPdus => new()
    {
        { State.Sta5, PduType.AAssociateRq }, { State.Sta5, PduType.PDataTf }, { State.Sta5, PduType.AReleaseRq }, { State.Sta5, PduType.AReleaseRp },
        { State.Sta6, PduType.AAssociateRq }, { State.Sta6, PduType.AAssociateAc }, { State.Sta6, PduType.AAssociateRj }, { State.Sta6, PduType.AReleaseRp },
        { State.Sta7, PduType.AAssociateRq }, { State.Sta7, PduType.AAssociateAc }, { State.Sta7, PduType.AAssociateRj },
        { State.Sta11, PduType.AAssociateRq }, { State.Sta11, PduType.AAssociateAc }, { State.Sta11, PduType.AAssociateRj },
        { State.Sta11, PduType.PDataTf }, { State.Sta11, PduType.AReleaseRq },
    };

    public static TheoryData<State> StatesWithAnAssociation => [State.Sta5, State.Sta6, State.Sta7, State.Sta11];

    public void Dispose() => _peer.Dispose();

    [Theory]
    [MemberData(nameof(UnexpectedPdus))]
    public async Task A_pdu_out_of_place_is_aborted_as_unexpected(State state, PduType type)
    {
        var waiting = await ReachAsync(state);

        await SendAsync(type);

        await _peer.ExpectAbortAsync(AAbort.ByProvider(AbortReason.UnexpectedPdu));
        Assert.Contains($"{type} was not to come now", (await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(StatesWithAnAssociation))]
    public async Task An_invalid_pdu_is_aborted_with_its_reason(State state)
    {
        var waiting = await ReachAsync(state);

        await _peer.SendAsync(Hex.Parse(InvalidPdu));

        await _peer.ExpectAbortAsync(AAbort.ByProvider(AbortReason.InvalidPduParameterValue));
        await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting);
    }

    [Theory]
    [MemberData(nameof(StatesWithAnAssociation))]
    public async Task An_abort_of_the_peer_ends_the_association_and_says_so(State state)
    {
        var waiting = await ReachAsync(state);

        await _peer.SendAsync(AAbort.ByProvider(AbortReason.UnexpectedPdu));

        Assert.True(await _peer.IsClosedByOtherSideAsync());
        Assert.Equal(AbortReason.UnexpectedPdu, (await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).Abort!.Reason);
    }

    [Theory]
    [MemberData(nameof(StatesWithAnAssociation))]
    public async Task A_connection_that_the_peer_closes_ends_the_association(State state)
    {
        var waiting = await ReachAsync(state);

        _peer.Dispose();

        Assert.Null((await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).Abort);
    }

    [Theory]
    [MemberData(nameof(StatesWithAnAssociation))]
    public async Task A_connection_that_is_cut_ends_the_association(State state)
    {
        var waiting = await ReachAsync(state);

        _peer.Reset();

        Assert.Null((await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).Abort);
    }

    /// <summary>AR-6: the peer may send data until it has answered the release.</summary>
    [Fact]
    public async Task Data_that_cross_a_release_are_taken()
    {
        var releasing = await ReachAsync(State.Sta7);

        await _peer.SendAsync(1, new CEchoRequest { MessageId = 5, AffectedSopClassUid = SopClasses.Verification });
        await _peer.SendAsync(AReleaseRp.Instance);

        await releasing;
        Assert.True(await _peer.IsClosedByOtherSideAsync()); // after A-RELEASE-RQ no answer goes out
    }

    [Fact]
    public async Task Releases_that_collide_end_the_association_when_both_are_answered()
    {
        var releasing = await ReachAsync(State.Sta11);
        Assert.False(releasing.IsCompleted);

        await _peer.SendAsync(AReleaseRp.Instance);

        await releasing;
        Assert.True(await _peer.IsClosedByOtherSideAsync());
    }

    /// <summary>As acceptor the peer has to answer last; one that answers first is waited for no longer than for a release.</summary>
    [Fact]
    public async Task A_release_that_collides_and_is_never_answered_is_aborted_in_time()
    {
        var releasing = await ReachAsync(State.Sta11, associationTimeout: TimeSpan.FromSeconds(1));

        await _peer.ExpectAbortAsync(AAbort.ByUser);

        await Assert.ThrowsAsync<DimseTimeoutException>(() => releasing);
    }

    [Theory]
    [InlineData(PduType.AAssociateAc)]
    [InlineData(PduType.AAssociateRj)]
    [InlineData(PduType.PDataTf)]
    [InlineData(PduType.AReleaseRq)]
    [InlineData(PduType.AReleaseRp)]
    public async Task After_an_abort_whatever_comes_is_passed_over_until_the_peer_closes(PduType type)
    {
        var ended = await ReachAsync(State.Sta13);

        await SendAsync(type);
        await SendAsync(type);
        _peer.Dispose();

        await ended;
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PduType.AAssociateRq)]
    public async Task After_an_abort_a_new_proposal_and_an_invalid_pdu_are_aborted_again(PduType? type)
    {
        var ended = await ReachAsync(State.Sta13);

        if (type is { } proposal)
            await SendAsync(proposal);
        else
            await _peer.SendAsync(Hex.Parse(InvalidPdu));

        Assert.Equal(AbortSource.ServiceProvider, Assert.IsType<AAbort>(await _peer.ReceiveAsync()).Source);
        _peer.Dispose();
        await ended;
    }

    [Fact]
    public async Task An_abort_that_crosses_ours_closes_the_connection()
    {
        var ended = await ReachAsync(State.Sta13);

        await _peer.SendAsync(AAbort.ByUser);

        Assert.True(await _peer.IsClosedByOtherSideAsync());
        await ended;
    }

    [Fact]
    public async Task A_peer_that_does_not_close_after_an_abort_is_closed_when_artim_ends()
    {
        var begun = Stopwatch.GetTimestamp();
        var ended = await ReachAsync(State.Sta13);

        Assert.True(await _peer.IsClosedByOtherSideAsync());

        await ended;
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, WellBeyondArtim);
    }

    [Fact]
    public async Task A_peer_that_releases_and_does_not_close_is_closed_when_artim_ends()
    {
        var waiting = await ReachAsync(State.Sta6);

        await _peer.SendAsync(AReleaseRq.Instance);

        Assert.IsType<AReleaseRp>(await _peer.ReceiveAsync());
        Assert.Contains("released", (await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting)).Message, StringComparison.Ordinal);
        Assert.True(await _peer.IsClosedByOtherSideAsync());
    }

    /// <summary>The A-RELEASE-RP cannot go into the middle of the object; ARTIM ends what the peer does not take.</summary>
    [Fact]
    public async Task A_peer_that_releases_while_it_takes_nothing_is_closed_when_artim_ends()
    {
        using var endless = new GeneratedStream([], 1_000_000_000);
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port));
        await _peer.AcceptAsync();
        await using var association = await connecting;
        var storing = association.StoreAsync(association.GetContext(SopClasses.Verification), new Uid("1.2"), new DataSetSource(endless, endless.Length));

        await _peer.SendAsync(AReleaseRq.Instance);

        var begun = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<AssociationAbortedException>(() => storing);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, WellBeyondArtim);
    }

    [Fact]
    public async Task A_release_in_the_middle_of_a_data_set_is_answered_and_fails_what_reads_it()
    {
        Exception? failure = null;
        var connecting = ScuAssociation.ConnectAsync(Scu.To(_peer.Port, serve: async (incoming, cancellationToken) =>
        {
            failure = await Record.ExceptionAsync(() => incoming.DataSet.CopyToAsync(Stream.Null, cancellationToken));
            throw failure!;
        }).Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));
        await _peer.AcceptAsync();
        await using var association = await connecting;

        await _peer.SendAsync(1, new CEchoRequest { MessageId = 5, AffectedSopClassUid = SopClasses.Verification, HasDataSet = true });
        await _peer.SendAsync(AReleaseRq.Instance);

        Assert.IsType<AReleaseRp>(await _peer.ReceiveAsync());
        _peer.Dispose();
        await association.DisposeAsync();
        Assert.Contains("released", Assert.IsType<AssociationAbortedException>(failure).Message, StringComparison.Ordinal);
    }

    /// <summary>A socket that is closed with unread bytes resets the connection, which takes the A-ABORT away from the peer.</summary>
    [Fact]
    public async Task An_abort_reaches_a_peer_that_goes_on_sending()
    {
        var waiting = await ReachAsync(State.Sta6);

        await SendAsync(PduType.AAssociateAc);
        for (var i = 0; i < 1000; i++)
            await _peer.SendAsync(new byte[10_000]);

        await _peer.ExpectAbortAsync(AAbort.ByProvider(AbortReason.UnexpectedPdu));
        await Assert.ThrowsAsync<AssociationAbortedException>(() => waiting);
    }

    [Fact]
    public async Task A_proposal_that_is_given_up_is_aborted()
    {
        using var givingUp = new CancellationTokenSource();
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port), givingUp.Token);
        await _peer.ReceiveRequestAsync();

        await givingUp.CancelAsync();

        await _peer.ExpectAbortAsync(AAbort.ByUser);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task A_release_that_is_given_up_is_aborted()
    {
        using var givingUp = new CancellationTokenSource();
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port));
        await _peer.AcceptAsync();
        await using var association = await connecting;
        var releasing = association.ReleaseAsync(givingUp.Token);
        Assert.IsType<AReleaseRq>(await _peer.ReceiveAsync());

        await givingUp.CancelAsync();

        await _peer.ExpectAbortAsync(AAbort.ByUser);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => releasing);
    }

    [Fact]
    public async Task Nobody_to_connect_to_leaves_no_association()
    {
        var port = _peer.Port;
        _peer.Dispose();

        await Assert.ThrowsAsync<SocketException>(() => ScuAssociation.ConnectAsync(Scu.Verifying(port)));
    }

    /// <summary>Brings the requestor into a state.</summary>
    /// <returns>What its user waits for then.</returns>
    private async Task<Task> ReachAsync(State state, TimeSpan? associationTimeout = null)
    {
        var connecting = ScuAssociation.ConnectAsync(Scu.Verifying(_peer.Port, associationTimeout: associationTimeout));
        if (state == State.Sta5)
        {
            await _peer.ReceiveRequestAsync();
            return connecting;
        }

        await _peer.AcceptAsync();
        var association = await connecting;
        switch (state)
        {
            case State.Sta6:
                var echo = association.EchoAsync();
                await _peer.ReceiveMessageAsync();
                return echo;
            case State.Sta13:
                var ending = association.DisposeAsync().AsTask();
                await _peer.ExpectAbortAsync(AAbort.ByUser);
                return ending;
        }

        var releasing = association.ReleaseAsync();
        Assert.IsType<AReleaseRq>(await _peer.ReceiveAsync());
        if (state == State.Sta11)
        {
            await _peer.SendAsync(AReleaseRq.Instance);
            Assert.IsType<AReleaseRp>(await _peer.ReceiveAsync());
        }

        return releasing;
    }

    private Task SendAsync(PduType type) => type switch
    {
        PduType.AAssociateRq => _peer.SendAsync(new AAssociateRq { CalledAeTitle = new AeTitle("A"), CallingAeTitle = new AeTitle("B"), PresentationContexts = [] }),
        PduType.AAssociateAc => _peer.SendAsync(new AAssociateAc { CalledAeTitle = new AeTitle("A"), CallingAeTitle = new AeTitle("B"), PresentationContexts = [] }),
        PduType.AAssociateRj => _peer.SendAsync(new AAssociateRj(RejectResult.Permanent, RejectReason.NoReasonGiven)),
        PduType.AReleaseRq => _peer.SendAsync(AReleaseRq.Instance),
        PduType.AReleaseRp => _peer.SendAsync(AReleaseRp.Instance),
        PduType.PDataTf => _peer.SendAsync(Hex.Parse(EmptyDataFragment)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
