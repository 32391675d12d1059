using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Associations;

/// <summary>What the roles of a peer make of the contexts that it proposes.</summary>
public sealed class PeerPolicyTests : AssociationTest
{
    private static readonly Uid Ct = SopClasses.CTImageStorage;
    private static readonly string[] Services = ["Verification", "Storage", "Find", "Move", "Get"];

    [Theory]
    [InlineData(PeerRoles.None, "Verification")]
    [InlineData(PeerRoles.MoveDestination, "Verification")]
    [InlineData(PeerRoles.Store, "Verification Storage")]
    [InlineData(PeerRoles.Query, "Verification Find")]
    [InlineData(PeerRoles.Retrieve, "Verification Move Get")]
    [InlineData(PeerRoles.Store | PeerRoles.Query | PeerRoles.Retrieve, "Verification Storage Find Move Get")]
    public void What_a_role_is_missing_for_gets_result_1_and_nothing_else_is_touched(PeerRoles roles, string granted)
    {
        var answer = Negotiate(roles, Request([]));

        Assert.Equal(granted, string.Join(' ', Services.Where((_, i) => answer[i] == ContextResult.Acceptance)));
        Assert.All(Services.Index(), service => Assert.Equal(
            granted.Contains(service.Item, StringComparison.Ordinal) ? ContextResult.Acceptance : ContextResult.UserRejection, answer[service.Index]));
        Assert.Equal(ContextResult.AbstractSyntaxNotSupported, answer[^1]);
    }

    [Fact]
    public void Who_may_retrieve_and_not_store_still_receives_by_C_GET()
    {
        var answer = Negotiate(PeerRoles.Retrieve, Request([new RoleSelection(Ct, IsScu: true, IsScp: true)]));

        Assert.Equal(ContextResult.Acceptance, answer[1]);
    }

    [Theory]
    [InlineData(PeerRoles.Query, 1)]
    [InlineData(PeerRoles.Store, 0)]
    public void Extended_negotiation_is_answered_where_the_context_is_accepted(PeerRoles roles, int answers)
    {
        var find = QueryRetrieveSopClass.All[0].Uid;
        var request = Request(
            [new ProposedPresentationContext(1, find, [TransferSyntax.ImplicitVrLittleEndian.Uid])], [], new SopClassExtendedNegotiation(find, new byte[] { 1 }));

        Assert.Equal(answers, Accept(roles, request).UserInformation.ExtendedNegotiations.Count);
    }

    [Fact]
    public async Task Who_may_not_store_is_not_authorized_to_on_a_context_for_C_GET()
    {
        await using var archive = await TestArchive.StartAsync(new() { Roles = PeerRoles.Retrieve });
        var options = archive.Calling().Propose(Ct, TransferSyntax.ExplicitVrLittleEndian).ProposeScpRole(Ct);
        await using var association = await ScuAssociation.ConnectAsync(options);
        var sent = TestObject.Ct();

        var response = await association.StoreAsync(association.GetContext(Ct), sent.Instance, sent.Bytes);

        Assert.Equal(DimseStatus.NotAuthorized, response.Status);
        Assert.False(await archive.HasAsync(sent));
    }

    [Fact]
    [Requirement("OASIS-02")]
    [Requirement("BASICS-21")]
    public void All_models_are_provided_in_native_transfer_syntaxes()
    {
        var proposed = QueryRetrieveSopClass.All.Select((sopClass, i) => new ProposedPresentationContext(
            (byte)((2 * i) + 1), sopClass.Uid, [TransferSyntax.ImplicitVrLittleEndian.Uid, TransferSyntax.ExplicitVrLittleEndian.Uid]));

        var answers = Accept(PeerRoles.Query | PeerRoles.Retrieve, Request([.. proposed], [])).PresentationContexts;

        Assert.Equal(9, answers.Count);
        Assert.All(answers, answer => Assert.Equal((ContextResult.Acceptance, TransferSyntax.ExplicitVrLittleEndian.Uid), (answer.Result, answer.TransferSyntax)));
    }

    /// <summary>A context for each of <see cref="Services"/>, then one that nobody gets.</summary>
    private static AAssociateRq Request(IReadOnlyList<RoleSelection> roles)
    {
        Uid[] classes =
        [
            SopClasses.Verification, Ct, SopClasses.PatientRootQueryRetrieveInformationModelFind,
            SopClasses.StudyRootQueryRetrieveInformationModelMove, SopClasses.PatientStudyOnlyQueryRetrieveInformationModelGet,
            SopClasses.ColorPaletteQueryRetrieveInformationModelFind,
        ];
        return Request(
            [.. classes.Select((sopClass, i) => new ProposedPresentationContext((byte)((2 * i) + 1), sopClass, [TransferSyntax.ImplicitVrLittleEndian.Uid]))],
            roles);
    }

    private static AAssociateRq Request(
        IReadOnlyList<ProposedPresentationContext> contexts, IReadOnlyList<RoleSelection> roles, params SopClassExtendedNegotiation[] extended) => new()
        {
            CalledAeTitle = TestArchive.AeTitle,
            CallingAeTitle = TestArchive.Modality,
            PresentationContexts = contexts,
            UserInformation = new UserInformation
            {
                ImplementationClassUid = new Uid("1.2.826.0.1.3680043.10.1489"),
                RoleSelections = roles,
                ExtendedNegotiations = extended,
            },
        };

    private static ContextResult[] Negotiate(PeerRoles roles, AAssociateRq request) =>
        [.. Accept(roles, request).PresentationContexts.Select(context => context.Result)];

    private static AAssociateAc Accept(PeerRoles roles, AAssociateRq request)
    {
        using var archive = TestServices.Create();
        var policy = archive.GetRequiredService<DimseServices>().PolicyFor(new Peer(TestArchive.Modality, roles));
        return Assert.IsType<AAssociateAc>(new AssociationAcceptor([TestArchive.AeTitle], _ => policy).Answer(request));
    }
}
