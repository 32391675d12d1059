using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Queries;

/// <summary>Identifiers that were made for a worklist reach the wrong service, as they do when a peer is set up wrongly: the answer is a proper one.</summary>
public sealed class WorklistIdentifierTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const string Folder = "samples/open/worklists/queries";

    public static TheoryData<string> Identifiers => [.. SharedFiles.Find(Folder)];

    [SharedTheory]
    [MemberData(nameof(Identifiers))]
    public async Task A_worklist_query_without_level_is_no_query_of_studies(string file)
    {
        foreach (var model in Enum.GetValues<InformationModel>())
            Assert.Equal([DimseStatus.DataSetDoesNotMatchSopClass], (await FindAsync(model, Read(file))).Select(message => message.Response.Status));
    }

    [SharedTheory]
    [MemberData(nameof(Identifiers))]
    public async Task A_worklist_query_with_a_level_finds_studies_by_what_they_have_of_it(string file)
    {
        var instance = TestData.Ct(patientId: $"MWL-{Guid.NewGuid():N}");
        Assert.Equal(DimseStatus.Success, await fixture.Node.StoreAsync(WireObject.Of(instance)));
        var identifier = Read(file).SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, instance.Study.Value);

        var messages = await FindAsync(InformationModel.StudyRoot, identifier);

        // A study has no Scheduled Procedure Step Sequence: as an optional key that is not supported it restricts nothing.
        var answer = messages[0].ReadDataSet();
        Assert.True(messages[0].Response.Status.IsPending);
        Assert.All(identifier, key => Assert.True(answer.Contains(key.Tag), $"{key.Tag} is missing"));
        Assert.Equal(instance.DataSet.GetString(Tags.PatientName), answer.GetString(Tags.PatientName));
        Assert.Equal(DimseStatus.Success, messages[^1].Response.Status);
        Assert.Equal(2, messages.Count);
    }

    /// <summary>The files hold a data set without file meta information.</summary>
    private static DataSet Read(string file) => DataSetReader.Read(File.ReadAllBytes(SharedFiles.PathOf(Folder, file)), TransferSyntax.ExplicitVrLittleEndian);

    private async Task<IReadOnlyList<DimseMessage<CFindResponse>>> FindAsync(InformationModel model, DataSet identifier)
    {
        await using var association = await ScuAssociation.ConnectAsync(fixture.Node.Call().Propose(model.Find(), TransferSyntax.ExplicitVrLittleEndian));
        var messages = await association.FindAsync(model.Find(), identifier).ToListAsync();
        await association.ReleaseAsync();
        return messages;
    }
}
