using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using static Archive.Protocol.Tests.Association.TestPolicies;

namespace Archive.Protocol.Tests.Association;

public sealed class NegotiatedAssociationTests
{
    private static readonly AAssociateRq Proposal = Request(
        new UserInformation { MaximumLength = 65536 },
        Context(1, SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian),
        Context(3, new Uid("1.2.3"), TransferSyntax.ImplicitVrLittleEndian),
        Context(255, SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian));

    [Fact]
    public void Both_sides_agree_on_the_accepted_contexts()
    {
        var answer = Accepted(Proposal);
        foreach (var isRequestor in new[] { false, true })
        {
            var negotiated = new NegotiatedAssociation(Proposal, answer, isRequestor);
            Assert.Equal(
                [(1, TransferSyntax.ImplicitVrLittleEndian), (255, TransferSyntax.ExplicitVrLittleEndian)],
                negotiated.Contexts.Select(context => ((int)context.Id, context.TransferSyntax)));
            Assert.Equal(SopClasses.CTImageStorage, negotiated.Find(255)?.AbstractSyntax);
            Assert.Null(negotiated.Find(3));
            Assert.Null(negotiated.Find(2));
        }
    }

    [Fact]
    public void Each_side_sends_as_much_as_the_other_announced()
    {
        var answer = Accepted(Proposal);

        Assert.Equal(65536u, new NegotiatedAssociation(Proposal, answer, isRequestor: false).PeerMaximumLength);
        Assert.Equal(131072u, new NegotiatedAssociation(Proposal, answer, isRequestor: true).PeerMaximumLength);
        var silent = Request(Proposal.PresentationContexts[0]);
        Assert.Equal(16384u, new NegotiatedAssociation(silent, Accepted(silent), isRequestor: false).PeerMaximumLength);
    }

    [Fact]
    public void Window_that_was_not_proposed_is_synchronous()
    {
        var answer = new AAssociateAc
        {
            CalledAeTitle = Node,
            CallingAeTitle = Modality,
            PresentationContexts = [],
            UserInformation = new UserInformation { AsyncOperationsWindow = new AsyncOperationsWindow(8, 8) },
        };

        Assert.Equal(AsyncOperationsWindow.Synchronous, new NegotiatedAssociation(Proposal, answer, isRequestor: true).Window);
    }

    [Theory]
    [InlineData(5, "1.2.840.10008.1.2")]
    [InlineData(1, "1.2.840.10008.1.2.1")]
    public void Acceptance_of_what_was_not_proposed_is_an_invalid_parameter(byte id, string transferSyntax)
    {
        var answer = new AAssociateAc
        {
            CalledAeTitle = Node,
            CallingAeTitle = Modality,
            PresentationContexts = [new PresentationContextAnswer(id, ContextResult.Acceptance, new Uid(transferSyntax))],
        };

        var exception = Assert.Throws<PduException>(() => new NegotiatedAssociation(Proposal, answer, isRequestor: true));
        Assert.Equal(AbortReason.InvalidPduParameterValue, exception.Reason);
    }
}
