using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Associations;

/// <summary>Associations as scanners open and end them, whatever becomes of their proposals.</summary>
public sealed class ScannerAssociationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static readonly TransferSyntax[] Native =
        [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian];

    private readonly NodeProcess _node = fixture.Node;

    public static TheoryData<string> Queried =>
    [
        SopClasses.Verification.Value,
        SopClasses.PatientRootQueryRetrieveInformationModelFind.Value,
        SopClasses.PatientRootQueryRetrieveInformationModelMove.Value,
        SopClasses.StudyRootQueryRetrieveInformationModelFind.Value,
        SopClasses.StudyRootQueryRetrieveInformationModelMove.Value,
        SopClasses.ModalityWorklistInformationModelFind.Value,
        SopClasses.ModalityPerformedProcedureStep.Value,
        SopClasses.StorageCommitmentPushModel.Value,
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Requirement("VEREOS-60", "after every context was refused, and before the answer came")]
    public async Task An_abort_where_nothing_was_accepted_is_an_ordinary_end_and_logged_with_the_classes(bool waitsForAnswer)
    {
        var number = _node.Console.Split('\n').Count(IsLogged);
        using var peer = await RawMessage.ConnectAsync(_node);
        var request = RawMessage.Associate(SopClasses.BasicGrayscalePrintManagementMeta).ToArray();
        if (waitsForAnswer)
        {
            await peer.SendAsync(request);
            var answer = await RawMessage.ReadPduAsync<AAssociateAc>(await peer.ReceiveAsync());
            Assert.Equal(ContextResult.AbstractSyntaxNotSupported, Assert.Single(answer.PresentationContexts).Result);
            await peer.SendAsync(AAbort.ByUser);
        }
        else
        {
            await peer.SendAsync([.. request, .. AAbort.ByUser.ToArray()]);
        }

        await Eventually.IsIdleAsync(_node);
        await Eventually.HoldsAsync("the end is logged with the refused class", () => Task.FromResult(_node.Console.Split('\n').Count(IsLogged) == number + 1));
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(TestData.Ct())));

        static bool IsLogged(string line) => line.Contains(" aborted: by the peer", StringComparison.Ordinal)
            && line.Contains("every context refused: Basic Grayscale Print Management Meta SOP Class (result 3)", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Requirement("OASIS-57")]
    public async Task A_storage_association_may_carry_nothing_or_one_of_many_classes(int objects)
    {
        var options = _node.Call();
        foreach (var sopClass in SopClasses.AllStorage.Select(entry => entry.Uid).Where(uid => uid != SopClasses.CTImageStorage).Take(127))
            options.Propose(sopClass, TransferSyntax.ExplicitVrLittleEndian);
        options.Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian);
        await using var association = await ScuAssociation.ConnectAsync(options);
        Assert.Equal(128, association.Negotiated.Contexts.Count);

        for (var i = 0; i < objects; i++)
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(WireObject.Of(TestData.Ct())));

        await association.ReleaseAsync();
        await Eventually.IsIdleAsync(_node);
    }

    [Fact]
    [Requirement("MX1-41")]
    public async Task A_title_may_have_an_association_for_each_service_at_once()
    {
        var instance = WireObject.Of(TestData.Ct());
        await using var echoing = await ScuAssociation.ConnectAsync(_node.Call("UNIT").Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));
        await using var storing = await ScuAssociation.ConnectAsync(_node.Call("UNIT").ProposeFor(instance));
        await using var querying = await ScuAssociation.ConnectAsync(
            _node.Call("UNIT").Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ImplicitVrLittleEndian));

        Assert.Equal(DimseStatus.Success, await storing.StoreAsync(instance));
        Assert.Equal(DimseStatus.Success, (await echoing.EchoAsync()).Status);
        var answers = 0;
        await foreach (var message in querying.FindAsync(SopClasses.StudyRootQueryRetrieveInformationModelFind,
            new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, "")))
            answers += message.Response.Status.IsPending ? 1 : 0;
        Assert.NotEqual(0, answers);

        await using var scheduled = await ScuAssociation.ConnectAsync(
            _node.Call("UNIT").Propose(SopClasses.ModalityWorklistInformationModelFind, TransferSyntax.ImplicitVrLittleEndian));
        await foreach (var message in scheduled.FindAsync(SopClasses.ModalityWorklistInformationModelFind, new DataSet().SetString(Tags.PatientID, "")))
            Assert.Equal(DimseStatus.Success, message.Response.Status); // and nothing is scheduled

        foreach (var association in (ScuAssociation[])[querying, scheduled, echoing, storing])
            await association.ReleaseAsync();
    }

    [Theory]
    [MemberData(nameof(Queried))]
    [Requirement("OASIS-56", "every service, in every order of the three")]
    public async Task Little_endian_is_chosen_of_the_native_syntaxes_in_any_order(string sopClass)
    {
        foreach (var first in Native)
        {
            foreach (var second in Native.Where(syntax => syntax != first))
            {
                var third = Native.Single(syntax => syntax != first && syntax != second);
                await using var association = await ScuAssociation.ConnectAsync(_node.Call().Propose(new Uid(sopClass), first, second, third));
                Assert.NotEqual(TransferSyntax.ExplicitVrBigEndian, association.GetContext(new Uid(sopClass)).TransferSyntax);
                await association.ReleaseAsync();
            }
        }
    }

    [Fact]
    [Requirement("BASICS-32")]
    [Requirement("OASIS-02", "print beside what is provided")]
    [Requirement("OASIS-29", "the class that the statement prints, which is none, is refused alone")]
    public async Task Services_that_are_not_provided_get_result_3_alone()
    {
        Uid[] missing =
        [
            SopClasses.BasicGrayscalePrintManagementMeta, SopClasses.BasicColorPrintManagementMeta, new Uid("1.2.840.10008.5.1.20.1"),
        ];
        Uid[] provided =
        [
            SopClasses.Verification, SopClasses.StudyRootQueryRetrieveInformationModelFind, SopClasses.CTImageStorage,
            SopClasses.StorageCommitmentPushModel, SopClasses.ModalityPerformedProcedureStep, SopClasses.ModalityWorklistInformationModelFind,
        ];
        using var peer = await RawMessage.ConnectAsync(_node);
        var request = RawMessage.Associate(SopClasses.Verification);
        await peer.SendAsync(new AAssociateRq
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            PresentationContexts = [.. missing.Concat(provided).Select((uid, i) => new ProposedPresentationContext((byte)((2 * i) + 1), uid, [TransferSyntax.ImplicitVrLittleEndian.Uid]))],
            UserInformation = request.UserInformation,
        });

        var answer = await RawMessage.ReadPduAsync<AAssociateAc>(await peer.ReceiveAsync());

        Assert.Equal(
            [.. missing.Select(_ => ContextResult.AbstractSyntaxNotSupported), .. provided.Select(_ => ContextResult.Acceptance)],
            answer.PresentationContexts.Select(context => context.Result));
    }
}
