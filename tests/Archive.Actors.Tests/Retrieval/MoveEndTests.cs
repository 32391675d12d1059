using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>Moves that end before their time, and moves that wait for each other.</summary>
public sealed class MoveEndTests : AssociationTest
{
    /// <summary>One object at a time on an association, and soon a word from a retrieval that waits.</summary>
    private static readonly RetrievalSettings Impatient = new() { OperationsWindow = 1, PendingInterval = TimeSpan.FromMilliseconds(20) };

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    [Requirement("VEREOS-44")]
    public async Task A_cancel_takes_effect_after_the_object_in_flight()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.CtSeries(5);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await archive.ConnectRawAsync();

        await requestor.SendAsync(RawAssociation.Move, new CMoveRequest
        {
            MessageId = 7,
            AffectedSopClassUid = SopClasses.StudyRootQueryRetrieveInformationModelMove,
            MoveDestination = "DESTINATION",
        });
        await requestor.SendDataAsync(RawAssociation.Move, MoveScu.Identify(sent[0].Study), isLast: true);
        await scp.AcceptAsync();
        await scp.TakeAsync();
        Assert.Equal(4, (int)(await requestor.ReceiveAsync<CMoveResponse>()).NumberOfRemainingSuboperations!);
        var (inFlight, contextId, _) = await scp.ReceiveObjectAsync();
        await requestor.SendAsync(RawAssociation.Move, new CCancelRequest { MessageIdBeingRespondedTo = 7 });
        await requestor.ExpectEchoAsync(); // the C-CANCEL before it has been taken
        await scp.SendAsync(contextId, inFlight.Respond(DimseStatus.Success));
        await scp.ReleaseAsync();
        Assert.Equal(3, (int)(await requestor.ReceiveAsync<CMoveResponse>()).NumberOfRemainingSuboperations!);
        var last = await requestor.ReceiveAsync<CMoveResponse>();

        Assert.Equal(DimseStatus.Cancel, last.Status);
        Assert.Equal((3, 2), ((int)last.NumberOfRemainingSuboperations!, (int)last.NumberOfCompletedSuboperations!));
    }

    [Fact]
    public async Task A_cancel_ends_the_wait_for_a_destination_that_does_not_answer()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);
        using var canceled = new CancellationTokenSource();

        var moving = scu.MoveAsync(sent.Study, canceled: canceled.Token);
        await scp.ReceiveRequestAsync();
        await canceled.CancelAsync();
        var moved = await moving;

        Assert.Equal(DimseStatus.Cancel, moved.Last.Status);
        Assert.Equal(1, (int)moved.Last.NumberOfRemainingSuboperations!);
        await scp.ExpectAbortAsync(AAbort.ByUser);
        Assert.True(await scp.IsClosedByOtherSideAsync());
    }

    [Fact]
    public async Task When_the_requestor_is_gone_the_destination_is_left_at_once()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.CtSeries(2);
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent[0].Study);
        await scp.AcceptAsync();
        await scp.ReceiveObjectAsync();
        await scu.Association.AbortAsync();

        Assert.IsType<AAbort>(await scp.ReceiveAsync());
        await Assert.ThrowsAsync<AssociationAbortedException>(() => moving);
        await archive.AllIsOverAsync();
    }

    /// <summary>The destination has its objects and the requestor the answer: what is left is between the archive and the destination.</summary>
    [Fact]
    public async Task A_destination_that_never_answers_the_release_delays_neither_the_last_response_nor_the_requestors_release()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port) with { AssociationTimeout = TimeSpan.FromMinutes(5) });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync();
        Assert.IsType<AReleaseRq>(await scp.ReceiveAsync());

        Assert.Equal((1, 0, 0), (await moving.WaitAsync(Soon)).Counts);
        await scu.Association.ReleaseAsync().WaitAsync(Soon);
        await scp.ExpectAbortAsync(AAbort.ByUser);
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_destination_is_released_in_good_order_although_the_requestor_has_left()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync();
        await moving;
        await scu.Association.ReleaseAsync();
        await scp.ReleaseAsync();

        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_node_that_shuts_down_lets_a_move_end_that_can()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.CtSeries(2);
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent[0].Study);
        await scp.AcceptAsync();
        await scp.TakeAsync();
        var shutDown = archive.ShutDownAsync();
        await scp.TakeAsync();
        await scp.ReleaseAsync();

        Assert.Equal((2, 0, 0), (await moving).Counts);
        await shutDown;
    }

    [Fact]
    public async Task A_node_that_shuts_down_gives_up_a_move_that_does_not_end()
    {
        using var scp = new ScriptedScp();
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions
        {
            Destinations = [MoveScu.At(scp.Port)],
            Settings = new() { ShutdownGrace = TimeSpan.Zero },
        });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent.Study);
        await scp.AcceptAsync();
        await scp.ReceiveObjectAsync();
        var shutDown = archive.ShutDownAsync();

        Assert.IsType<AAbort>(await scp.ReceiveAsync());
        await Assert.ThrowsAsync<AssociationAbortedException>(() => moving);
        await shutDown;
    }

    [Fact]
    public async Task Moves_to_one_destination_wait_for_each_other_the_most_urgent_first()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port), Impatient);
        TestObject[] sent = [TestObject.Ct(), TestObject.Ct(), TestObject.Ct()];
        await TestScu.StoreAsync(archive, sent);
        await using var first = await MoveScu.ConnectAsync(archive);
        await using var low = await MoveScu.ConnectAsync(archive);
        await using var high = await MoveScu.ConnectAsync(archive);

        var moving = first.MoveAsync(sent[0].Study);
        await scp.AcceptAsync();
        var (unanswered, contextId, _) = await scp.ReceiveObjectAsync();
        Task<Moved>[] waiting = [await WaitingAsync(low, sent[1], Priority.Low), await WaitingAsync(high, sent[2], Priority.High)];
        await scp.SendAsync(contextId, unanswered.Respond(DimseStatus.Success));
        await scp.ReleaseAsync();
        await scp.AcceptAsync();
        var second = await scp.TakeAsync();
        await scp.ReleaseAsync();
        await scp.AcceptAsync();
        var third = await scp.TakeAsync();
        await scp.ReleaseAsync();

        Assert.Equal((sent[2].Instance, Priority.High), (second.AffectedSopInstanceUid, second.Priority));
        Assert.Equal((sent[1].Instance, Priority.Low), (third.AffectedSopInstanceUid, third.Priority));
        Assert.Equal(DimseStatus.Success, (await moving).Last.Status);
        Assert.All(await Task.WhenAll(waiting), moved => Assert.Equal(DimseStatus.Success, moved.Last.Status));
    }

    [Fact]
    public async Task A_further_association_is_left_to_a_move_that_has_none()
    {
        await using var destination = await TestArchive.StartAsync(new TestArchiveOptions { Destinations = [new Destination(TestArchive.AeTitle, "127.0.0.1", 104)] });
        await using var archive = await MoveScu.StartArchiveAsync(
            new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port) { MaxAssociations = 2 }, Impatient);
        var large = TestObject.CtSeries(8);
        var small = TestObject.Ct();
        await TestScu.StoreAsync(archive, [.. large, small]);
        await using var second = await MoveScu.ConnectAsync(archive);
        destination.Blobs.Hold();

        var first = MoveScu.MoveAsync(archive, large[0].Study, "ARCHIVE");
        await Wait.UntilAsync(() => destination.Blobs.Waiting == 2, "objects on two associations");
        var waiting = await WaitingAsync(second, small, Priority.Low, "ARCHIVE");
        destination.Blobs.Release();
        destination.Blobs.Hold(); // no more than these two
        await Wait.UntilAsync(() => destination.Blobs.Steps.Contains($"begin {small.Instance}"), "the second move to have an association");
        Assert.False(first.IsCompleted);
        destination.Blobs.Release();

        Assert.Equal((8, 0, 0), (await first).Counts);
        Assert.Equal((1, 0, 0), (await waiting).Counts);
    }

    [Fact]
    public async Task What_a_further_association_had_read_ahead_when_it_was_left_to_other_moves_is_sent_all_the_same()
    {
        using var first = new ScriptedScp();
        using var further = first.Another();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(first.Port) with { MaxAssociations = 2 }, Impatient);
        var sent = TestObject.CtSeries(4);
        TestObject[] others = [TestObject.Ct(), TestObject.Ct()];
        await TestScu.StoreAsync(archive, [.. sent, .. others]);
        await using var second = await MoveScu.ConnectAsync(archive);
        await using var third = await MoveScu.ConnectAsync(archive);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        await first.AcceptAsync();
        await further.AcceptAsync();
        var (one, contextOfOne, _) = await first.ReceiveObjectAsync(); // and one more is read ahead on each
        var (other, contextOfOther, _) = await further.ReceiveObjectAsync();
        Task<Moved>[] waiting = [await WaitingAsync(second, others[0], Priority.Medium), await WaitingAsync(third, others[1], Priority.Medium)];
        await first.SendAsync(contextOfOne, one.Respond(DimseStatus.Success));
        var (last, contextOfLast, _) = await first.ReceiveObjectAsync();
        await further.SendAsync(contextOfOther, other.Respond(DimseStatus.Success));
        using var over = new CancellationTokenSource();
        var serving = ServeOthersAsync(first, over.Token);
        await further.TakeRestAsync();
        await first.SendAsync(contextOfLast, last.Respond(DimseStatus.Success));
        await first.TakeRestAsync();
        var moved = await moving;
        var waited = await Task.WhenAll(waiting);
        await over.CancelAsync();
        await serving;

        Assert.Equal((DimseStatus.Success, (4, 0, 0)), (moved.Last.Status, moved.Counts));
        Assert.All(waited, other => Assert.Equal((1, 0, 0), other.Counts));
    }

    [Fact]
    public async Task Retrievals_wait_for_each_other_when_the_node_sends_on_as_many_associations_as_it_may()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port), Impatient with { MaxSendingAssociations = 1 });
        TestObject[] sent = [TestObject.Ct(), TestObject.Ct()];
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        await scp.AcceptAsync();
        var (unanswered, contextId, _) = await scp.ReceiveObjectAsync();
        var waits = new TaskCompletionSource();
        var hasAnswered = false;
        var getting = TestScu.GetAsync(
            archive, sent[1].Study, answer: _ => hasAnswered ? DimseStatus.Success : DimseStatus.CannotUnderstand, pending: () => waits.TrySetResult());
        await waits.Task.WaitAsync(Wait.Limit);
        hasAnswered = true;
        await scp.SendAsync(contextId, unanswered.Respond(DimseStatus.Success));
        await scp.ReleaseAsync();

        Assert.Equal(DimseStatus.Success, (await moving).Last.Status);
        Assert.Equal(DimseStatus.Success, (await getting).Last.Status);
    }

    /// <summary>Takes everything on all associations to come, until they are over.</summary>
    private static async Task ServeOthersAsync(ScriptedScp scp, CancellationToken over)
    {
        var serving = new List<Task>();
        while (await Task.WhenAny(AcceptAsync(), Task.Delay(Timeout.Infinite, over)) is Task<Task> accepted)
            serving.Add(await accepted);
        await Task.WhenAll(serving);

        async Task<Task> AcceptAsync()
        {
            var further = scp.Another();
            try
            {
                await further.AcceptAsync();
                return TakeAsync(further);
            }
            catch (Exception hungUp) when (hungUp is IOException or InvalidDataException)
            {
                return Task.CompletedTask; // there was nothing left to send
            }
        }

        static async Task TakeAsync(ScriptedScp further)
        {
            try
            {
                await further.TakeRestAsync();
            }
            catch (IOException)
            {
                // The same.
            }
        }
    }

    /// <summary>A move that has reported that it waits.</summary>
    private static async Task<Task<Moved>> WaitingAsync(MoveScu scu, TestObject sent, Priority priority, string destination = "DESTINATION")
    {
        var waits = new TaskCompletionSource();
        var moving = scu.MoveAsync(sent.Study, destination, priority, pending: _ => waits.TrySetResult());
        await waits.Task.WaitAsync(Wait.Limit);
        return moving;
    }
}
