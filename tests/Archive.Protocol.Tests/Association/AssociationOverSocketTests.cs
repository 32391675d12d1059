using System.Text;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;
using static Archive.Protocol.Tests.Association.TestPolicies;

namespace Archive.Protocol.Tests.Association;

public sealed class AssociationOverSocketTests : IAsyncLifetime, IDisposable
{
    private static readonly AAssociateRq Proposal = Request(Context(1, SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));

    private ScriptedPeer _peer = null!;
    private LoopbackAcceptor _acceptor = null!;

    public async Task InitializeAsync()
    {
        (_peer, var stream) = await ScriptedPeer.PairAsync();
        _acceptor = new LoopbackAcceptor(stream);
    }

    public async Task DisposeAsync() => await _acceptor.DisposeAsync();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Association_is_accepted_used_and_released()
    {
        await _peer.SendByteByByteAsync(Proposal.ToArray());
        await _peer.ExpectAsync(Accepted(Proposal));
        await _peer.SendAsync("04000000 0008 00000004 0103 1122");
        await _peer.SendAsync(AReleaseRq.Instance);
        await _peer.ExpectAsync(AReleaseRp.Instance);
        _peer.Dispose();
        await _acceptor.Completion;

        Assert.Equal(2, _acceptor.DataBytes);
    }

    [Fact]
    public async Task Unknown_caller_is_rejected()
    {
        await _peer.SendAsync(new AAssociateRq { CalledAeTitle = Node, CallingAeTitle = new AeTitle("STRANGER"), PresentationContexts = Proposal.PresentationContexts });
        await _peer.ExpectAsync(new AAssociateRj(RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized));
    }

    [Fact]
    public async Task Web_browser_is_told_that_it_sent_no_pdu_however_much_it_sends()
    {
        await _peer.SendAsync([.. Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: archive\r\n\r\n"), .. new byte[1_000_000]]);
        await _peer.ExpectAsync(AAbort.ByProvider(AbortReason.UnrecognizedPdu));
    }

    [Theory]
    [InlineData("0100FFFF FFFF", AbortReason.InvalidPduParameterValue)]
    [InlineData("FF000000 0000", AbortReason.UnrecognizedPdu)]
    [InlineData("04000000 0008 00000004 0103 1122", AbortReason.UnexpectedPdu)]
    [InlineData("05000000 0004 00000000", AbortReason.UnexpectedPdu)]
    public async Task Nonsense_before_the_association_is_aborted(string hex, AbortReason reason)
    {
        await _peer.SendAsync(hex);
        await _peer.ExpectAsync(AAbort.ByProvider(reason));
    }

    [Theory]
    [InlineData("0400FFFF FFFF", AbortReason.InvalidPduParameterValue)]
    [InlineData("04000000 0008 00000005 0103 1122", AbortReason.InvalidPduParameterValue)]
    [InlineData("04000000 0006 00000000 0103", AbortReason.InvalidPduParameterValue)]
    [InlineData("04000000 0007 00000003 0100 11", AbortReason.InvalidPduParameterValue)]
    [InlineData("04000000 0010 00000004 0100 1122 00000004 0302 1122", AbortReason.UnexpectedPduParameter)]
    [InlineData("06000000 0004 00000000", AbortReason.UnexpectedPdu)]
    public async Task Nonsense_during_the_association_is_aborted(string hex, AbortReason reason)
    {
        await _peer.SendAsync(Proposal);
        await _peer.ExpectAsync(Accepted(Proposal));
        await _peer.SendAsync(hex);
        await _peer.ExpectAsync(AAbort.ByProvider(reason));
        _peer.Dispose();
        await _acceptor.Completion;

        Assert.Equal(AssociationIndication.Aborted, _acceptor.LastIndication);
    }

    [Fact]
    public async Task Peer_that_loses_its_power_ends_the_association()
    {
        await _peer.SendAsync(Proposal);
        await _peer.ExpectAsync(Accepted(Proposal));
        _peer.Reset();
        await _acceptor.Completion;

        Assert.Equal(AssociationIndication.Aborted, _acceptor.LastIndication);
    }

    [Fact]
    public async Task Peer_that_says_nothing_is_disconnected_when_the_timer_expires()
    {
        _acceptor.ExpireArtimTimer();

        await _peer.ExpectClosedAsync();
    }
}
