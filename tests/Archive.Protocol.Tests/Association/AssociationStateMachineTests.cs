using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using static Archive.Protocol.Association.AssociationEvent;
using static Archive.Protocol.Association.AssociationState;

namespace Archive.Protocol.Tests.Association;

public sealed class AssociationStateMachineTests
{
    private static readonly AAssociateRq Request = NewRequest(AAssociateRq.Version1);
    private static readonly AAssociateAc Acceptance = new() { CalledAeTitle = Request.CalledAeTitle, CallingAeTitle = Request.CallingAeTitle, PresentationContexts = [] };
    private static readonly AAssociateRj Rejection = new(RejectResult.Permanent, RejectReason.CalledAeTitleNotRecognized);

    private readonly RecordingHost _host = new();
    private readonly AssociationStateMachine _machine;

    public AssociationStateMachineTests() => _machine = new AssociationStateMachine(_host);

    [Fact]
    public async Task Requestor_connects_asks_and_releases()
    {
        await AssertStep(Evt1, Request, Sta4, "connect");
        await AssertStep(Evt2, null, Sta5, "send AAssociateRq");
        await AssertReceived(Acceptance, Sta6, "indicate AssociateAccepted AAssociateAc");
        await AssertStep(Evt11, null, Sta7, "send AReleaseRq");
        await AssertReceived(AReleaseRp.Instance, Sta1, "close, indicate Released AReleaseRp");
    }

    [Fact]
    public async Task Requestor_learns_of_its_rejection()
    {
        await AssertStep(Evt1, Request, Sta4, "connect");
        await AssertStep(Evt2, null, Sta5, "send AAssociateRq");
        await AssertReceived(Rejection, Sta1, "close, indicate AssociateRejected AAssociateRj");
    }

    [Fact]
    public async Task Acceptor_accepts_and_answers_the_release()
    {
        await Accept();
        await AssertReceived(AReleaseRq.Instance, Sta8, "indicate ReleaseRequested AReleaseRq");
        await AssertStep(Evt14, null, Sta13, "start ARTIM, send AReleaseRp");
        await AssertStep(Evt17, null, Sta1, "stop ARTIM");
    }

    [Fact]
    public async Task Acceptor_rejects_and_waits_for_the_connection_to_close()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await AssertReceived(Request, Sta3, "stop ARTIM, indicate AssociateRequested AAssociateRq");
        await AssertStep(Evt8, Rejection, Sta13, "start ARTIM, send AAssociateRj");
        await AssertStep(Evt18, null, Sta1, "stop ARTIM, close");
    }

    [Fact]
    public async Task Unknown_protocol_version_is_rejected_before_the_user_is_asked()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await AssertReceived(NewRequest(version: 2), Sta13, "stop ARTIM, start ARTIM, send AAssociateRj");
    }

    [Fact]
    public async Task Silent_peer_is_disconnected()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await AssertStep(Evt18, null, Sta1, "stop ARTIM, close");
    }

    [Fact]
    public async Task Peer_that_leaves_before_asking_is_forgotten()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await AssertStep(Evt17, null, Sta1, "stop ARTIM");
    }

    [Theory]
    [InlineData(AbortReason.UnrecognizedPdu)]
    [InlineData(AbortReason.InvalidPduParameterValue)]
    public async Task Invalid_pdu_is_answered_with_its_reason_in_every_state(AbortReason reason)
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await _machine.ReceiveInvalidAsync(new PduException(reason, "test"));
        Assert.Equal((Sta13, $"start ARTIM, send AAbort 2/{(int)reason}"), (_machine.State, _host.TakeSteps()));
        await _machine.ReceiveInvalidAsync(new PduException(reason, "test"));
        Assert.Equal((Sta13, $"send AAbort 2/{(int)reason}"), (_machine.State, _host.TakeSteps()));
    }

    [Fact]
    public async Task Invalid_pdu_aborts_an_established_association()
    {
        await Accept();
        await _machine.ReceiveInvalidAsync(new PduException(AbortReason.InvalidPduParameterValue, "test"));
        Assert.Equal((Sta13, "start ARTIM, send AAbort 2/6, indicate Aborted AAbort"), (_machine.State, _host.TakeSteps()));
    }

    [Fact]
    public async Task Unexpected_pdu_aborts()
    {
        await Accept();
        await AssertReceived(Request, Sta13, "start ARTIM, send AAbort 2/2, indicate Aborted AAbort");
        await AssertReceived(AReleaseRq.Instance, Sta13, string.Empty);
        await AssertReceived(Request, Sta13, "send AAbort 2/2");
    }

    [Fact]
    public async Task Data_before_the_association_aborts()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        Assert.False(_machine.ReceivesData);
        await AssertStep(Evt10, null, Sta13, "start ARTIM, send AAbort 2/2");
    }

    [Fact]
    public async Task Data_passes_while_established_and_during_release()
    {
        await Accept();
        Assert.True(_machine.ReceivesData && _machine.SendsData);
        await AssertStep(Evt9, null, Sta6, string.Empty);
        await AssertStep(Evt10, null, Sta6, string.Empty);
        await AssertStep(Evt11, null, Sta7, "send AReleaseRq");
        Assert.True(_machine.ReceivesData && !_machine.SendsData);
        await AssertStep(Evt10, null, Sta7, string.Empty);
    }

    [Fact]
    public async Task Data_may_be_sent_before_the_release_is_answered()
    {
        await Accept();
        await AssertReceived(AReleaseRq.Instance, Sta8, "indicate ReleaseRequested AReleaseRq");
        Assert.True(_machine.SendsData && !_machine.ReceivesData);
        await AssertStep(Evt9, null, Sta8, string.Empty);
    }

    [Fact]
    [Testing.Requirement("VEREOS-09")]
    public async Task Abort_of_the_peer_ends_the_association()
    {
        await Accept();
        await AssertReceived(AAbort.ByUser, Sta1, "close, indicate Aborted AAbort");
    }

    [Fact]
    public async Task Own_abort_is_sent_as_the_users()
    {
        await Accept();
        await AssertStep(Evt15, null, Sta13, "start ARTIM, send AAbort 0/0");
        await AssertReceived(AAbort.ByUser, Sta1, "stop ARTIM, close");
    }

    [Fact]
    public async Task Abort_while_connecting_closes()
    {
        await AssertStep(Evt1, Request, Sta4, "connect");
        await AssertStep(Evt15, null, Sta1, "stop ARTIM, close");
    }

    [Fact]
    public async Task Broken_connection_is_indicated_as_an_abort()
    {
        await Accept();
        await AssertStep(Evt17, null, Sta1, "indicate Aborted");
    }

    [Fact]
    public async Task Release_collision_of_the_requestor_answers_and_awaits_the_answer()
    {
        await AssertStep(Evt1, Request, Sta4, "connect");
        await AssertStep(Evt2, null, Sta5, "send AAssociateRq");
        await AssertReceived(Acceptance, Sta6, "indicate AssociateAccepted AAssociateAc");
        await AssertStep(Evt11, null, Sta7, "send AReleaseRq");
        await AssertReceived(AReleaseRq.Instance, Sta9, "indicate ReleaseCollision AReleaseRq");
        await AssertStep(Evt14, null, Sta11, "send AReleaseRp");
        await AssertReceived(AReleaseRp.Instance, Sta1, "close, indicate Released AReleaseRp");
    }

    [Fact]
    public async Task Release_collision_of_the_acceptor_awaits_the_answer_and_answers()
    {
        await Accept();
        await AssertStep(Evt11, null, Sta7, "send AReleaseRq");
        await AssertReceived(AReleaseRq.Instance, Sta10, "indicate ReleaseCollision AReleaseRq");
        await AssertReceived(AReleaseRp.Instance, Sta12, "indicate Released AReleaseRp");
        await AssertStep(Evt14, null, Sta13, "start ARTIM, send AReleaseRp");
    }

    [Fact]
    public async Task Answer_that_comes_after_the_peers_abort_does_nothing()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await AssertReceived(Request, Sta3, "stop ARTIM, indicate AssociateRequested AAssociateRq");
        await AssertReceived(AAbort.ByUser, Sta1, "close, indicate Aborted AAbort");

        Assert.False(await _machine.RaiseAsync(Evt7, Acceptance));
        Assert.Equal((Sta1, string.Empty), (_machine.State, _host.TakeSteps()));
    }

    private static AAssociateRq NewRequest(ushort version) => new()
    {
        ProtocolVersion = version,
        CalledAeTitle = new AeTitle("ARCHIVE"),
        CallingAeTitle = new AeTitle("CT_1"),
        PresentationContexts = [new ProposedPresentationContext(1, SopClasses.Verification, [TransferSyntax.ImplicitVrLittleEndian.Uid])],
    };

    private async Task Accept()
    {
        await AssertStep(Evt5, null, Sta2, "start ARTIM");
        await AssertReceived(Request, Sta3, "stop ARTIM, indicate AssociateRequested AAssociateRq");
        await AssertStep(Evt7, Acceptance, Sta6, "send AAssociateAc");
    }

    private async Task AssertStep(AssociationEvent @event, ProtocolDataUnit? pdu, AssociationState next, string steps)
    {
        Assert.True(await _machine.RaiseAsync(@event, pdu));
        Assert.Equal((next, steps), (_machine.State, _host.TakeSteps()));
    }

    private async Task AssertReceived(ProtocolDataUnit pdu, AssociationState next, string steps)
    {
        Assert.True(await _machine.ReceiveAsync(pdu));
        Assert.Equal((next, steps), (_machine.State, _host.TakeSteps()));
    }
}
