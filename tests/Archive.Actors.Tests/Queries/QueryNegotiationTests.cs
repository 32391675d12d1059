using Archive.Actors.Services.Query;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.Actors.Tests.Queries;

/// <summary>SOP Class Extended Negotiation (PS3.4 C.5.1.1, C.5.2.1, C.5.3.1), from the bytes to the index.</summary>
public sealed class QueryNegotiationTests : AssociationTest
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid Get = SopClasses.PatientRootQueryRetrieveInformationModelGet;

    [Theory]
    [InlineData("01", "01")]
    [InlineData("00", "00")]
    [InlineData("01 01 01", "01 01 01")]
    [InlineData("01 01 01 01 01", "01 01 01 01 00")]
    [InlineData("01 01 01 01 01 01 01", "01 01 01 01 00 01 01")]
    [InlineData("00 00 00 00 01 00 01", "00 00 00 00 00 00 01")]
    [InlineData("01 01 01 01 01 01 01 01 01", "01 01 01 01 00 01 01")]
    [InlineData("02 01", "00 01")]
    [InlineData("", "")]
    public void Of_a_find_everything_is_granted_but_the_conversion_of_enhanced_images(string proposed, string granted) =>
        AssertAnswer(SopClasses.PatientStudyOnlyQueryRetrieveInformationModelFind, proposed, granted);

    [Theory]
    [InlineData("01", "01")]
    [InlineData("01 01", "01 00")]
    [InlineData("00 01", "00 00")]
    [InlineData("01 01 01", "01 00")]
    public void Of_a_retrieval_relational_is_granted(string proposed, string granted)
    {
        AssertAnswer(SopClasses.StudyRootQueryRetrieveInformationModelMove, proposed, granted);
        AssertAnswer(Get, proposed, granted);
    }

    [Fact]
    public void Other_classes_get_no_answer() =>
        Assert.Null(QueryNegotiation.Answer(new SopClassExtendedNegotiation(SopClasses.CTImageStorage, new byte[] { 1 })));

    [Theory]
    [InlineData(null, QueryFeatures.None)]
    [InlineData("01", QueryFeatures.Relational)]
    [InlineData("00 01", QueryFeatures.CombinedDateTime)]
    [InlineData("00 00 01", QueryFeatures.FuzzyNames)]
    [InlineData("00 00 00 01", QueryFeatures.TimezoneAdjustment)]
    [InlineData("00 00 00 00 01", QueryFeatures.None)]
    [InlineData("00 00 00 00 00 01", QueryFeatures.EmptyValues)]
    [InlineData("00 00 00 00 00 00 01", QueryFeatures.MultipleValues)]
    [InlineData("01 00 01 00 00 00 01", QueryFeatures.Relational | QueryFeatures.FuzzyNames | QueryFeatures.MultipleValues)]
    public async Task What_was_negotiated_reaches_the_index(string? proposed, QueryFeatures features)
    {
        ScriptedIndex index = null!;
        await using var archive = await TestArchive.StartAsync(new() { Index = real => index = new ScriptedIndex(real, (_, _) => ScriptedIndex.Matches(0)) });

        await AskAsync(archive, proposed);

        Assert.Equal(features, Assert.Single(index.Asked).Features);
        Assert.Equal(features.HasFlag(QueryFeatures.Relational), Assert.Single(index.Located).IsRelational);
    }

    [Fact]
    public async Task Relational_may_be_allowed_without_negotiation()
    {
        ScriptedIndex index = null!;
        await using var archive = await TestArchive.StartAsync(new()
        {
            Queries = new() { IsAlwaysRelational = true },
            Index = real => index = new ScriptedIndex(real, (_, _) => ScriptedIndex.Matches(0)),
        });

        await AskAsync(archive, proposed: null);

        Assert.Equal(QueryFeatures.Relational, Assert.Single(index.Asked).Features);
        Assert.True(Assert.Single(index.Located).IsRelational);
    }

    [Fact]
    [Requirement("OASIS-19")]
    [Requirement("VEREOS-40")]
    [Requirement("BASICS-14")]
    public async Task Every_model_reaches_the_index_by_its_own_class()
    {
        ScriptedIndex index = null!;
        await using var archive = await TestArchive.StartAsync(new() { Index = real => index = new ScriptedIndex(real, (_, _) => ScriptedIndex.Matches(1)) });
        var classes = QueryRetrieveSopClass.All.Where(sopClass => sopClass.Service == QueryRetrieveService.Find).ToList();
        var options = archive.Calling();
        foreach (var sopClass in QueryRetrieveSopClass.All)
            options.Propose(sopClass.Uid, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian);
        await using var association = await ScuAssociation.ConnectAsync(options);

        foreach (var sopClass in classes)
            await foreach (var _ in association.FindAsync(sopClass.Uid, new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY"))) { }

        Assert.Equal(9, association.Negotiated.Contexts.Count);
        Assert.Equal([InformationModel.PatientRoot, InformationModel.StudyRoot, InformationModel.PatientStudyOnly], index.Asked.Select(asked => asked.Model));
    }

    private static async Task AskAsync(TestArchive archive, string? proposed)
    {
        var options = new ScuAssociationOptions
        {
            Host = archive.EndPoint.Address.ToString(),
            Port = archive.EndPoint.Port,
            CalledAeTitle = TestArchive.AeTitle,
            CallingAeTitle = TestArchive.Modality,
            ExtendedNegotiations = proposed is null ? [] : [new(Find, Hex.Parse(proposed)), new(Get, Hex.Parse(proposed).AsMemory(0, 1))],
        };
        options.Propose(Find, TransferSyntax.ImplicitVrLittleEndian).Propose(Get, TransferSyntax.ImplicitVrLittleEndian);
        await using var association = await ScuAssociation.ConnectAsync(options);
        await foreach (var _ in association.FindAsync(Find, new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY"))) { }
        await foreach (var _ in association.GetAsync(Get, new DataSet().SetString(Tags.QueryRetrieveLevel, "PATIENT").SetString(Tags.PatientID, "P1"))) { }
    }

    private static void AssertAnswer(Uid sopClass, string proposed, string granted)
    {
        var answer = QueryNegotiation.Answer(new SopClassExtendedNegotiation(sopClass, Hex.Parse(proposed)))!;
        Assert.Equal(sopClass, answer.SopClass);
        Assert.Equal(Hex.Parse(granted), answer.ServiceClassApplicationInformation.ToArray());
    }
}
