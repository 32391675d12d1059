using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>C-MOVE to destinations that take what they are sent.</summary>
public sealed class MoveTests : AssociationTest
{
    [Fact]
    [Requirement("VEREOS-44")]
    [Requirement("BASICS-15")]
    public async Task What_was_stored_reaches_the_destination_byte_for_byte()
    {
        await using var destination = await StartDestinationAsync();
        await using var archive = await MoveScu.StartArchiveAsync(new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port));
        TestObject[] sent = [.. TestObject.CtSeries(3), TestObject.Ct(pixelBytes: 6_000_000)];
        await TestScu.StoreAsync(archive, sent);

        var series = await MoveScu.MoveAsync(archive, sent[0].Study, "ARCHIVE");
        var large = await MoveScu.MoveAsync(archive, sent[3].Study, "ARCHIVE");

        Assert.Equal((DimseStatus.Success, (3, 0, 0)), (series.Last.Status, series.Counts));
        Assert.Equal((DimseStatus.Success, (1, 0, 0)), (large.Last.Status, large.Counts));
        Assert.Null(series.Last.NumberOfRemainingSuboperations);
        var received = await TestScu.GetAsync(destination, sent[0].Study);
        Assert.All(sent[..3], one => Assert.Equal(one.Bytes, received.Objects[one.Instance]));
        Assert.Equal(sent[3].Bytes, (await TestScu.GetAsync(destination, sent[3].Study)).Objects[sent[3].Instance]);
    }

    [Fact]
    [Requirement("OASIS-28")]
    public async Task Each_of_a_few_objects_is_reported_with_exact_counts()
    {
        await using var destination = await StartDestinationAsync();
        await using var archive = await MoveScu.StartArchiveAsync(new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port));
        var sent = TestObject.CtSeries(5);
        await TestScu.StoreAsync(archive, sent);

        var moved = await MoveScu.MoveAsync(archive, sent[0].Study, "ARCHIVE");

        Assert.Equal([(4, 1), (3, 2), (2, 3), (1, 4)], moved.Pending
            .Select(response => ((int)response.NumberOfRemainingSuboperations!, (int)response.NumberOfCompletedSuboperations!))
            .Distinct());
    }

    [Fact]
    [Requirement("OASIS-23")]
    public async Task A_study_that_is_not_there_is_moved_with_nothing_and_nobody_is_called()
    {
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(FreePort.Next()));

        var moved = await MoveScu.MoveAsync(archive, TestObject.NextUid());

        Assert.Equal((DimseStatus.Success, (0, 0, 0)), (moved.Last.Status, moved.Counts));
    }

    [Theory]
    [InlineData("NOBODY")]
    [InlineData("MODALITY")] // known, but takes no objects
    [Requirement("OASIS-25")]
    [Requirement("MX1-21")]
    [Requirement("TIGER-31")]
    public async Task A_destination_that_is_not_known_as_one_is_named_in_the_refusal(string destination)
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moved = await MoveScu.MoveAsync(archive, sent.Study, destination);

        Assert.Equal(DimseStatus.MoveDestinationUnknown, moved.Last.Status);
        Assert.Contains(destination, moved.Last.ErrorComment, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("BASICS-15")]
    public async Task The_destination_learns_who_asked_and_how_urgently()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent.Study, priority: Priority.High);
        var request = await scp.AcceptAsync();
        var store = await scp.TakeAsync();
        await scp.ReleaseAsync();
        await moving;

        Assert.Equal((MoveScu.Title, TestArchive.AeTitle), (request.CalledAeTitle, request.CallingAeTitle));
        Assert.Equal(TestArchive.Modality.Value, store.MoveOriginatorApplicationEntityTitle);
        Assert.Equal(1, (int)store.MoveOriginatorMessageId!);
        Assert.Equal(Priority.High, store.Priority);
    }

    [Fact]
    [Requirement("OASIS-24")]
    public async Task Moves_follow_each_other_on_one_association()
    {
        await using var destination = await StartDestinationAsync();
        await using var archive = await MoveScu.StartArchiveAsync(new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port));
        TestObject[] sent = [TestObject.Ct(), TestObject.Ct(), TestObject.Ct()];
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        foreach (var one in sent)
            Assert.Equal(DimseStatus.Success, (await scu.MoveAsync(one.Study, "ARCHIVE")).Last.Status);

        foreach (var one in sent)
            Assert.True(await destination.HasAsync(one));
    }

    [Fact]
    [Requirement("VEREOS-47")]
    public async Task All_objects_go_over_one_association_unless_the_destination_may_have_more()
    {
        await using var destination = await StartDestinationAsync();
        await using var archive = await MoveScu.StartArchiveAsync(new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port));
        var sent = TestObject.CtSeries(20);
        await TestScu.StoreAsync(archive, sent);

        await MoveScu.MoveAsync(archive, sent[0].Study, "ARCHIVE");
        await destination.AllIsOverAsync();

        Assert.Contains("stored 20 objects", Assert.Single(destination.LogLines, line => line.StartsWith("association", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_associations_share_the_objects_of_a_move()
    {
        await using var destination = await StartDestinationAsync();
        await using var archive = await MoveScu.StartArchiveAsync(
            new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port) { MaxAssociations = 3 });
        var sent = TestObject.CtSeries(6);
        await TestScu.StoreAsync(archive, sent);
        destination.Journal.Hold(); // no object is answered

        var moving = MoveScu.MoveAsync(archive, sent[0].Study, "ARCHIVE");
        await Wait.UntilAsync(() => destination.Connections == 3, "three associations");
        destination.Journal.Release();

        Assert.Equal((6, 0, 0), (await moving).Counts);
    }

    [Fact]
    public async Task A_destination_that_serves_one_association_at_a_time_gets_everything_over_it()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port) with { MaxAssociations = 4 });
        var sent = TestObject.CtSeries(6);
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        await scp.AcceptAsync(); // the others wait in the backlog
        await scp.TakeAsync(6);
        await scp.ReleaseAsync();

        Assert.Equal((6, 0, 0), (await moving).Counts);
    }

    [Fact]
    public async Task Objects_overlap_in_the_window_that_the_destination_grants()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port), new RetrievalSettings { OperationsWindow = 3 });
        var sent = TestObject.CtSeries(3);
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        var request = await scp.AcceptAsync();
        var unanswered = new List<(CStoreRequest Request, byte ContextId, byte[] DataSet)>();
        for (var i = 0; i < 3; i++)
            unanswered.Add(await scp.ReceiveObjectAsync());
        foreach (var (store, contextId, _) in unanswered)
            await scp.SendAsync(contextId, store.Respond(DimseStatus.Success));
        await scp.ReleaseAsync();

        Assert.Equal(3, (int)request.UserInformation.AsyncOperationsWindow!.Value.MaxInvoked);
        Assert.Equal((3, 0, 0), (await moving).Counts);
    }

    [Fact]
    public async Task Without_a_window_an_object_waits_for_the_answer_to_the_one_before()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.CtSeries(2);
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        Assert.Null((await scp.AcceptAsync()).UserInformation.AsyncOperationsWindow);
        var (first, contextId, _) = await scp.ReceiveObjectAsync();
        var second = scp.ReceiveObjectAsync();
        Assert.False(second.IsCompleted);
        await scp.SendAsync(contextId, first.Respond(DimseStatus.Success));
        await scp.SendAsync(contextId, (await second).Request.Respond(DimseStatus.Success));
        await scp.ReleaseAsync();

        Assert.Equal((2, 0, 0), (await moving).Counts);
    }

    [Fact]
    [Requirement("VEREOS-44")]
    public async Task While_no_object_is_answered_pending_responses_come_at_an_interval()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(
            MoveScu.At(scp.Port), new RetrievalSettings { PendingInterval = TimeSpan.FromMilliseconds(20) });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);
        var thrice = new TaskCompletionSource();
        var count = 0;

        var moving = scu.MoveAsync(sent.Study, pending: _ =>
        {
            if (++count == 3)
                thrice.SetResult();
        });
        await scp.AcceptAsync();
        var (store, contextId, _) = await scp.ReceiveObjectAsync();
        await thrice.Task.WaitAsync(Wait.Limit);
        await scp.SendAsync(contextId, store.Respond(DimseStatus.Success));
        await scp.ReleaseAsync();

        Assert.All((await moving).Pending, response => Assert.Equal(1, (int)response.NumberOfRemainingSuboperations!));
    }

    private static Task<TestArchive> StartDestinationAsync() =>
        TestArchive.StartAsync(new TestArchiveOptions { Destinations = [new Destination(TestArchive.AeTitle, "127.0.0.1", 104)] }); // knows who calls
}
