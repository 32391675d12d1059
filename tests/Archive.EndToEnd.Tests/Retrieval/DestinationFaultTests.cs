using System.Globalization;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Destinations that refuse, abort, dawdle and die: the retrieval ends, says what failed, and leaves nothing behind.</summary>
public sealed class DestinationFaultTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>
{
    private const int Objects = 4;

    [Theory]
    [InlineData("--refuse")]
    [InlineData("--abort-after")]
    [InlineData("--abort-during")]
    [Requirement("OASIS-28")]
    [Requirement("BASICS-16")]
    public async Task A_destination_that_never_takes_an_object_fails_every_sub_operation(string option)
    {
        var series = StudyTree.Series(Objects, pixelBytes: 50_000);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, option);

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        moved.AssertCounted(completed: 0, failed: Objects);
        Assert.Equal(series.Select(instance => instance.Sop.Value).Order(StringComparer.Ordinal), moved.Failed.Order(StringComparer.Ordinal));
        await Eventually.IsIdleAsync(fixture.Node);
    }

    [Fact]
    public async Task A_destination_that_is_not_there_fails_every_sub_operation()
    {
        var series = StudyTree.Series(Objects);
        await fixture.StoreAsync(series);

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        moved.AssertCounted(completed: 0, failed: Objects);
    }

    [Theory]
    [InlineData("--sleep-during")]
    [InlineData("--sleep-after")]
    public async Task A_slow_destination_gets_every_object_and_progress_is_reported_meanwhile(string option)
    {
        var series = StudyTree.Series(Objects);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, option, "1");

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
        moved.AssertCounted(completed: Objects, failed: 0);
        Assert.InRange(moved.Pending.Count, 2, 20);
    }

    [Fact]
    public async Task A_destination_that_dies_fails_only_what_it_had_not_taken()
    {
        var series = StudyTree.Series(20);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "--sleep-during", "1");
        var moving = RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"));
        await Eventually.HoldsAsync("an object has arrived", () => Task.FromResult(destination.ReceivedFiles.Count > 1));

        await destination.KillAsync();

        var moved = await moving;
        Assert.Equal(0xB000, moved.Last.Status.Code);
        var completed = (int)moved.Last.NumberOfCompletedSuboperations!;
        Assert.InRange(completed, 1, series.Count - 1);
        moved.AssertCounted(completed, series.Count - completed);
        await Eventually.IsIdleAsync(fixture.Node);
    }

    [Fact]
    public async Task A_move_whose_requestor_is_killed_ends()
    {
        var series = StudyTree.Series(40);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "--sleep-during", "1");
        using var requestor = DcmtkTool.Start("movescu",
            "-S", "-aec", NodeClient.AeTitle, "-aem", RetrievalFixture.Destination, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={series[0].Study}",
            "127.0.0.1", fixture.Node.DicomPort.ToString(CultureInfo.InvariantCulture));
        await Eventually.HoldsAsync("an object has arrived", () => Task.FromResult(destination.ReceivedFiles.Count > 1));

        requestor.Kill();

        await Eventually.IsIdleAsync(fixture.Node);
        Assert.InRange(destination.ReceivedFiles.Count, 1, series.Count - 1);
        await requestor.WaitForExitAsync();
    }

    [Fact]
    public async Task A_get_whose_requestor_is_killed_ends()
    {
        var series = StudyTree.Series(400, pixelBytes: 100_000);
        await fixture.StoreAsync(series);
        using var folder = new TemporaryFolder();
        using var requestor = DcmtkTool.Start("getscu",
            "-S", "-aec", NodeClient.AeTitle, "-od", folder.Path, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={series[0].Study}",
            "127.0.0.1", fixture.Node.DicomPort.ToString(CultureInfo.InvariantCulture));
        await Eventually.HoldsAsync("an object has arrived", () => Task.FromResult(Directory.EnumerateFiles(folder.Path).Any()));

        requestor.Kill();

        await Eventually.IsIdleAsync(fixture.Node);
        await requestor.WaitForExitAsync();
    }
}
