using Archive.EndToEnd.Tests.Queries;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>C-MOVE to storescp: what arrives, and what the responses count.</summary>
public sealed class MoveTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>
{
    [Theory]
    [InlineData(RetrievalFixture.Destination)]
    [InlineData(RetrievalFixture.Destination, "--fork")]
    [InlineData(RetrievalFixture.Destination, "--reject")]
    [InlineData(RetrievalFixture.Destination, "--max-pdu", "4096")]
    [InlineData(RetrievalFixture.Lanes, "--fork")]
    [InlineData(RetrievalFixture.Lanes, "--fork", "--max-pdu", "4096")]
    [Requirement("VEREOS-44")]
    [Requirement("VEREOS-66", "every object is there when the association ends, right after the final response")]
    public async Task Every_object_arrives_and_is_counted(string title, params string[] options)
    {
        var series = StudyTree.Series(50, pixelBytes: 50_000);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, ["+B", .. options]);

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, title, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "SERIES"));

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
        moved.AssertCounted(completed: series.Count, failed: 0);
        Assert.NotEmpty(moved.Pending);
        Assert.Equal(
            series.Select(instance => WireObject.Of(instance).Hash).Order(StringComparer.Ordinal),
            destination.ReceivedFiles.Select(path => WireObject.HashOf(Part10File.Read(File.ReadAllBytes(path)).DataSetBytes.Span)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(InformationModel.StudyRoot, "STUDY")]
    [InlineData(InformationModel.StudyRoot, "SERIES")]
    [InlineData(InformationModel.StudyRoot, "IMAGE")]
    [InlineData(InformationModel.PatientRoot, "STUDY")]
    [InlineData(InformationModel.PatientRoot, "SERIES")]
    [InlineData(InformationModel.PatientStudyOnly, "STUDY")]
    [Requirement("OASIS-24")]
    public async Task A_list_of_UIDs_moves_all_of_them_and_repeated_moves_go_on_one_association(InformationModel model, string level)
    {
        var uniqueKey = model.UniqueKey(level);
        var above = StudyTree.IdentifierOf(fixture.Tree[0], model, level).Remove(uniqueKey);
        var expected = fixture.Tree.Where(other => above.Where(key => key.Tag != Tags.QueryRetrieveLevel)
            .All(key => other.DataSet.GetString(key.Tag) == above.GetString(key.Tag))).ToList();
        var identifier = above.SetStrings(uniqueKey, [.. expected.Select(instance => instance.DataSet.GetString(uniqueKey)!).Distinct()]);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port);

        for (var repetition = 0; repetition < 2; repetition++)
            (await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, identifier, model)).AssertCounted(completed: expected.Count, failed: 0);

        Assert.Equal(expected.Count, destination.ReceivedFiles.Count);
    }

    [Theory]
    [InlineData("STUDY", "NumberOfStudyRelatedInstances")]
    [InlineData("SERIES", "NumberOfSeriesRelatedInstances")]
    [Requirement("OASIS-23")]
    public async Task Every_study_and_series_that_a_query_reports_is_moved_with_as_many_objects_as_it_said(string level, string count)
    {
        Assert.True(ElementDictionary.TryFind(count, out var number));
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port);
        var moved = 0;
        foreach (var study in fixture.Tree.Select(instance => instance.Study.Value).Distinct())
        {
            (Tag, string)[] keys = [(Tags.StudyInstanceUID, study), (number, ""), .. level == "SERIES" ? [(Tags.SeriesInstanceUID, "")] : Array.Empty<(Tag, string)>()];
            foreach (var reported in await fixture.Node.FindAsync(level, keys))
            {
                var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level).SetString(Tags.StudyInstanceUID, reported.GetString(Tags.StudyInstanceUID)!);
                if (level == "SERIES")
                    identifier.SetString(Tags.SeriesInstanceUID, reported.GetString(Tags.SeriesInstanceUID)!);
                var expected = (int)reported.GetInt32(number)!;
                (await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, identifier)).AssertCounted(completed: expected, failed: 0);
                moved += expected;
            }
        }

        Assert.Equal(fixture.Tree.Count, moved);
        Assert.Equal(moved, destination.ReceivedFiles.Count);
    }

    [Fact]
    [Requirement("OASIS-23")]
    public async Task A_move_of_nothing_is_a_success_without_sub_operations()
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, "2.25.1");

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, identifier);

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
        Assert.Empty(moved.Pending);
        Assert.Empty(await fixture.Node.FindAsync("STUDY", (Tags.StudyInstanceUID, "2.25.1")));
    }

    [Theory]
    [InlineData("NOBODY")]
    [InlineData("TESTER")]
    [Requirement("VEREOS-47")]
    [Requirement("OASIS-25")]
    [Requirement("MX1-21")]
    [Requirement("TIGER-31")]
    public async Task A_destination_that_is_not_listed_as_one_is_unknown(string title)
    {
        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, title, StudyTree.IdentifierOf(fixture.Tree[0], InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(DimseStatus.MoveDestinationUnknown, moved.Last.Status);
    }

    [Fact]
    [Requirement("VEREOS-47")]
    public async Task All_objects_go_over_one_association_where_no_more_are_allowed()
    {
        var series = StudyTree.Series(30);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "--verbose");

        (await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY")))
            .AssertCounted(completed: series.Count, failed: 0);

        await Eventually.HoldsAsync("storescp reports its associations", () => Task.FromResult(destination.Log.Contains("Association Release", StringComparison.Ordinal)));
        Assert.Equal(1, destination.Log.Split("Association Received").Length - 1);
    }

    [Fact]
    [Requirement("VEREOS-45")]
    [Requirement("OASIS-26")]
    [Requirement("OASIS-27")]
    [Requirement("BASICS-16")]
    public async Task What_the_scanner_does_not_take_is_counted_as_failed_and_the_rest_arrives()
    {
        var image = TestData.Mr();
        var other = TestData.Mr(image.Study, image.Series, number: 2);
        var report = TestData.Ct(image.Study, number: 3);
        await fixture.StoreAsync([image, other]);
        await fixture.StoreAsync([report]);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", "+xa");

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Scanner, StudyTree.IdentifierOf(image, InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(0xB000, moved.Last.Status.Code);
        moved.AssertCounted(completed: 2, failed: 1);
        Assert.Equal([report.Sop.Value], moved.Failed);
        var received = destination.ReceivedFiles.Select(path => Part10File.Read(File.ReadAllBytes(path))).ToList();
        Assert.All(received, file => Assert.Equal(TransferSyntax.ImplicitVrLittleEndian, file.TransferSyntax));
        Assert.Equal(2, received.Count);
    }
}
