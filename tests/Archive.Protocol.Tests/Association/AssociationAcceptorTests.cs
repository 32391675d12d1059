using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;
using static Archive.Protocol.Tests.Association.TestPolicies;

namespace Archive.Protocol.Tests.Association;

public sealed class AssociationAcceptorTests
{
    private static readonly ProposedPresentationContext Echo = Context(1, SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian);
    private static readonly Uid Ct = SopClasses.CTImageStorage;
    private static readonly UserIdentityRequest Identity = new(UserIdentityType.Username, IsResponseRequested: true, "anna"u8.ToArray(), default);

    [Fact]
    [Requirement("VEREOS-01")]
    [Requirement("MX1-01")]
    public void Known_caller_is_accepted_whatever_its_implementation()
    {
        var request = Request(
            new UserInformation { ImplementationClassUid = new Uid("1.2.392.200036.9107.804"), ImplementationVersionName = "KM_SMGMX1_1.00" }, Echo);

        var accepted = Accepted(request);

        Assert.Equal(AAssociateRq.DicomApplicationContext, accepted.ApplicationContext);
        Assert.Equal((Node, Modality), (accepted.CalledAeTitle, accepted.CallingAeTitle));
        Assert.Equal(Implementation.ClassUid, accepted.UserInformation.ImplementationClassUid);
        Assert.InRange(Implementation.VersionName.Length, 1, 16);
    }

    [Fact]
    [Requirement("MX1-19")]
    [Requirement("TIGER-12")]
    public void Unknown_titles_are_rejected()
    {
        AssertRejected("1/1/7", NewRequest(called: new AeTitle("OTHER")));
        AssertRejected("1/1/3", NewRequest(calling: new AeTitle("OTHER")));
        AssertRejected("1/1/7", NewRequest(called: default(AeTitle)));
        AssertRejected("1/1/3", NewRequest(calling: default(AeTitle)));
    }

    [Fact]
    public void Any_called_title_is_accepted_when_none_is_configured()
    {
        var acceptor = new AssociationAcceptor([], _ => Full);

        Assert.IsType<AAssociateAc>(acceptor.Answer(NewRequest(called: new AeTitle("OTHER"))));
    }

    [Fact]
    public void Other_application_context_is_rejected()
    {
        AssertRejected("1/1/2", NewRequest(applicationContext: new Uid("1.2.3")));
        AssertRejected("1/1/2", NewRequest(applicationContext: default(Uid)));
    }

    [Fact]
    public void Protocol_version_without_bit_0_is_rejected_by_the_provider()
    {
        AssertRejected("1/2/2", NewRequest(version: 2));
        Assert.IsType<AAssociateAc>(Acceptor().Answer(NewRequest(version: 3)));
    }

    [Fact]
    public void Request_without_contexts_is_rejected() => AssertRejected("1/1/1", Request());

    [Theory]
    [InlineData(RejectResult.Permanent, RejectReason.NoReasonGiven, "1/1/1: no reason given")]
    [InlineData(RejectResult.Permanent, RejectReason.ApplicationContextNameNotSupported, "1/1/2: application context name not supported")]
    [InlineData(RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized, "1/1/3: calling AE title not recognized")]
    [InlineData(RejectResult.Permanent, RejectReason.CalledAeTitleNotRecognized, "1/1/7: called AE title not recognized")]
    [InlineData(RejectResult.Permanent, RejectReason.NoReasonGivenByProvider, "1/2/1: no reason given")]
    [InlineData(RejectResult.Permanent, RejectReason.ProtocolVersionNotSupported, "1/2/2: protocol version not supported")]
    [InlineData(RejectResult.Transient, RejectReason.TemporaryCongestion, "2/3/1: temporary congestion")]
    [InlineData(RejectResult.Transient, RejectReason.LocalLimitExceeded, "2/3/2: local limit exceeded")]
    [InlineData(RejectResult.Permanent, (RejectReason)0x0105, "1/1/5: reserved reason")]
    public void Rejection_says_its_numbers_and_words(RejectResult result, RejectReason reason, string text) =>
        Assert.Equal(text, new AAssociateRj(result, reason).ToString());

    [Fact]
    public void Association_without_an_accepted_context_is_accepted()
    {
        var accepted = Accepted(Request(Context(1, new Uid("1.2.3"), TransferSyntax.ImplicitVrLittleEndian)));

        Assert.Equal(ContextResult.AbstractSyntaxNotSupported, Assert.Single(accepted.PresentationContexts).Result);
    }

    [Fact]
    [Requirement("MX1-13")]
    [Requirement("OASIS-03")]
    public void Nothing_is_answered_that_was_not_proposed()
    {
        var information = Accepted(Request(Echo)).UserInformation;

        Assert.Null(information.AsyncOperationsWindow);
        Assert.Empty(information.RoleSelections);
        Assert.Empty(information.ExtendedNegotiations);
        Assert.Null(information.UserIdentityResponse);
    }

    [Fact]
    [Requirement("MX1-11")]
    public void Maximum_length_of_the_policy_is_announced() =>
        Assert.Equal(131072u, Accepted(Request(Echo)).UserInformation.MaximumLength);

    [Theory]
    [InlineData(8, 8, 4, 1, 4, 1)]
    [InlineData(2, 1, 4, 1, 2, 1)]
    [InlineData(0, 0, 4, 1, 4, 1)]
    [InlineData(8, 0, 0, 0, 8, 0)]
    public void Window_is_the_smaller_of_proposal_and_policy(ushort invoked, ushort performed, ushort maxInvoked, ushort maxPerformed, ushort expectedInvoked, ushort expectedPerformed)
    {
        var policy = new AssociationPolicy { AbstractSyntaxes = Full.AbstractSyntaxes, MaxWindow = new AsyncOperationsWindow(maxInvoked, maxPerformed) };
        var request = Request(new UserInformation { AsyncOperationsWindow = new AsyncOperationsWindow(invoked, performed) }, Echo);

        Assert.Equal(new AsyncOperationsWindow(expectedInvoked, expectedPerformed), Accepted(request, policy).UserInformation.AsyncOperationsWindow);
    }

    [Fact]
    public void Roles_are_granted_as_far_as_the_policy_goes()
    {
        var request = Request(
            new UserInformation
            {
                RoleSelections =
                [
                    new RoleSelection(Ct, IsScu: false, IsScp: true),
                    new RoleSelection(SopClasses.Verification, IsScu: true, IsScp: true),
                    new RoleSelection(new Uid("1.2.3"), IsScu: true, IsScp: true),
                ],
            },
            Echo,
            Context(3, Ct, TransferSyntax.ImplicitVrLittleEndian),
            Context(5, SopClasses.MRImageStorage, TransferSyntax.ImplicitVrLittleEndian));

        var accepted = Accepted(request);
        var negotiated = new NegotiatedAssociation(request, accepted, isRequestor: false);

        Assert.Equal(
            [new RoleSelection(Ct, IsScu: false, IsScp: true), new RoleSelection(SopClasses.Verification, IsScu: true, IsScp: false)],
            accepted.UserInformation.RoleSelections);
        Assert.Equal((false, true), Roles(negotiated.Find(3)));
        Assert.Equal((true, false), Roles(negotiated.Find(1)));
        Assert.Equal((true, false), Roles(negotiated.Find(5)));
    }

    [Fact]
    public void Extended_negotiation_is_answered_by_the_service_of_a_supported_class()
    {
        var find = SopClasses.StudyRootQueryRetrieveInformationModelFind;
        var policy = new AssociationPolicy
        {
            AbstractSyntaxes = Full.AbstractSyntaxes,
            AnswerExtendedNegotiation = asked => asked.SopClass == find ? asked with { ServiceClassApplicationInformation = new byte[] { 1, 0, 0 } } : null,
        };
        var request = Request(
            new UserInformation
            {
                ExtendedNegotiations =
                [
                    new SopClassExtendedNegotiation(find, new byte[] { 1, 1, 1 }),
                    new SopClassExtendedNegotiation(Ct, new byte[] { 2 }),
                    new SopClassExtendedNegotiation(new Uid("1.2.3"), new byte[] { 3 }),
                ],
            },
            Context(1, find, TransferSyntax.ImplicitVrLittleEndian),
            Context(3, Ct, TransferSyntax.ImplicitVrLittleEndian));

        var answer = Assert.Single(Accepted(request, policy).UserInformation.ExtendedNegotiations);

        Assert.Equal((find, "010000"), (answer.SopClass, Convert.ToHexString(answer.ServiceClassApplicationInformation.Span)));
    }

    [Fact]
    public void Identity_that_nobody_verifies_is_ignored_and_not_confirmed() =>
        Assert.Null(Accepted(Request(new UserInformation { UserIdentityRequest = Identity }, Echo)).UserInformation.UserIdentityResponse);

    [Fact]
    public void Proven_identity_is_confirmed_when_asked_for()
    {
        var policy = Verifying(_ => new UserIdentityResponse(default));

        Assert.NotNull(Accepted(Request(new UserInformation { UserIdentityRequest = Identity }, Echo), policy).UserInformation.UserIdentityResponse);
        var silent = Identity with { IsResponseRequested = false };
        Assert.Null(Accepted(Request(new UserInformation { UserIdentityRequest = silent }, Echo), policy).UserInformation.UserIdentityResponse);
    }

    [Fact]
    public void Identity_that_is_not_proven_is_rejected() => AssertRejected(
        "1/1/1", Request(new UserInformation { UserIdentityRequest = Identity }, Echo), Verifying(_ => null));

    [Fact]
    public void Identity_is_never_printed() => Assert.DoesNotContain("anna", Identity.ToString(), StringComparison.Ordinal);

    private static AssociationPolicy Verifying(Func<UserIdentityRequest, UserIdentityResponse?> verify) =>
        new() { AbstractSyntaxes = Full.AbstractSyntaxes, VerifyUserIdentity = verify };

    private static (bool? Scu, bool? Scp) Roles(PresentationContext? context) => (context?.IsRequestorScu, context?.IsRequestorScp);

    private static AAssociateRq NewRequest(AeTitle? called = null, AeTitle? calling = null, Uid? applicationContext = null, ushort version = 1) => new()
    {
        ProtocolVersion = version,
        CalledAeTitle = called ?? Node,
        CallingAeTitle = calling ?? Modality,
        ApplicationContext = applicationContext ?? AAssociateRq.DicomApplicationContext,
        PresentationContexts = [Echo],
    };

    private static void AssertRejected(string numbers, AAssociateRq request, AssociationPolicy? policy = null) =>
        Assert.StartsWith(numbers + ":", Assert.IsType<AAssociateRj>(Acceptor(policy).Answer(request)).ToString(), StringComparison.Ordinal);
}
