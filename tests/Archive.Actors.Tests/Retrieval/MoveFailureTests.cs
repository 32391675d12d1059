using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>C-MOVE to destinations that refuse, abort, are silent or are not there.</summary>
public sealed class MoveFailureTests : AssociationTest
{
    [Fact]
    [Requirement("BASICS-16")]
    [Requirement("OASIS-28")]
    [Requirement("VEREOS-46")]
    public async Task Objects_that_are_refused_or_warned_of_are_counted_and_the_others_go_on_over_the_same_association()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.CtSeries(6);
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        await scp.AcceptAsync();
        var full = await scp.TakeAsync(DimseStatus.OutOfResources, "Disk is full");
        var wrong = await scp.TakeAsync(DimseStatus.DataSetDoesNotMatchSopClass);
        var strange = await scp.TakeAsync(new DimseStatus(0xC001));
        var unknown = await scp.TakeAsync(DimseStatus.CannotUnderstand);
        await scp.TakeAsync(DimseStatus.ElementsDiscarded);
        await scp.TakeAsync();
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((0xB000, (1, 4, 1)), (moved.Last.Status.Code, moved.Counts));
        Assert.Contains("Disk is full", moved.Last.ErrorComment, StringComparison.Ordinal);
        Assert.Equal(new[] { full, wrong, strange, unknown }.Select(store => store.AffectedSopInstanceUid.Value), moved.Failed);
        Assert.Contains(archive.LogLines, line => line.Contains("Disk is full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_no_object_is_taken_the_move_has_failed()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync(DimseStatus.CannotUnderstand);
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        Assert.Equal([sent.Instance.Value], moved.Failed);
    }

    [Fact]
    public async Task A_destination_that_is_not_there_is_tried_as_often_as_told_and_fails_the_move()
    {
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(FreePort.Next(), retries: 2));
        var sent = TestObject.CtSeries(2);
        await TestScu.StoreAsync(archive, sent);

        var moved = await MoveScu.MoveAsync(archive, sent[0].Study);

        Assert.Equal((DimseStatus.OutOfResourcesSuboperations, (0, 2, 0)), (moved.Last.Status, moved.Counts));
        Assert.Equal(sent.Select(one => one.Instance.Value).Order(), moved.Failed.Order());
        Assert.Contains("refused", moved.Last.ErrorComment, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, archive.LogLines.Count(line => line.Contains("association failed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_rejection_for_the_moment_is_tried_again()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port, retries: 1));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent.Study);
        await scp.ReceiveRequestAsync();
        await scp.SendAsync(new AAssociateRj(RejectResult.Transient, RejectReason.LocalLimitExceeded));
        await scp.AcceptAsync();
        await scp.TakeAsync();
        await scp.ReleaseAsync();

        Assert.Equal(DimseStatus.Success, (await moving).Last.Status);
    }

    [Fact]
    public async Task A_rejection_for_good_is_not_tried_again()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port, retries: 5));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent.Study);
        await scp.ReceiveRequestAsync();
        await scp.SendAsync(new AAssociateRj(RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized));
        var moved = await moving;

        Assert.Equal((DimseStatus.OutOfResourcesSuboperations, (0, 1, 0)), (moved.Last.Status, moved.Counts));
    }

    [Fact]
    public async Task An_association_that_is_aborted_is_opened_again_and_goes_on_with_what_was_in_flight()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port, retries: 1));
        var sent = TestObject.CtSeries(3);
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        await scp.AcceptAsync();
        var taken = await scp.TakeAsync();
        var (unanswered, _, _) = await scp.ReceiveObjectAsync();
        await scp.AbortAsync();
        await scp.AcceptAsync();
        var rest = await scp.TakeAsync(2);
        await scp.ReleaseAsync();

        Assert.Equal((3, 0, 0), (await moving).Counts);
        Assert.Equal(unanswered.AffectedSopInstanceUid, rest[^1].AffectedSopInstanceUid);
        Assert.Equal(sent.Select(one => one.Instance.Value).Order(), rest.Append(taken).Select(store => store.AffectedSopInstanceUid.Value).Order());
    }

    [Fact]
    public async Task An_object_at_which_the_destination_always_aborts_fails_alone()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port, retries: 2), new RetrievalSettings { OperationsWindow = 4 });
        var sent = TestObject.CtSeries(8);
        var poison = sent[2].Instance;
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent[0].Study);
        var taken = new HashSet<Uid>();
        for (var aborts = 0; aborts < 3;)
        {
            await scp.AcceptAsync();
            while (true)
            {
                var (store, contextId, _) = await scp.ReceiveObjectAsync();
                if (store.AffectedSopInstanceUid == poison)
                    break;
                taken.Add(store.AffectedSopInstanceUid);
                await scp.SendAsync(contextId, store.Respond(DimseStatus.Success));
            }

            await scp.AbortAsync();
            aborts++;
        }

        if (taken.Count < 7)
        {
            await scp.AcceptAsync();
            await scp.TakeAsync(7 - taken.Count);
            await scp.ReleaseAsync();
        }

        var moved = await moving;
        Assert.Equal((0xB000, (7, 1, 0)), (moved.Last.Status.Code, moved.Counts));
        Assert.Equal([poison.Value], moved.Failed);
    }

    [Fact]
    public async Task A_destination_that_does_not_answer_is_given_up_in_time()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port) with { ResponseTimeout = TimeSpan.FromMilliseconds(200) });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent.Study);
        await scp.AcceptAsync();
        await scp.ReceiveObjectAsync();
        Assert.IsType<AAbort>(await scp.ReceiveAsync());

        Assert.Equal((0, 1, 0), (await moving).Counts);
    }

    [Fact]
    public async Task A_destination_that_does_not_answer_the_proposal_is_given_up_in_time()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port) with { AssociationTimeout = TimeSpan.FromMilliseconds(200) });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moved = await MoveScu.MoveAsync(archive, sent.Study);

        Assert.Equal((DimseStatus.OutOfResourcesSuboperations, (0, 1, 0)), (moved.Last.Status, moved.Counts));
    }

    [Fact]
    public async Task A_destination_that_does_not_release_changes_nothing()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);

        var moving = scu.MoveAsync(sent.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync();
        var moved = await moving; // although A-RELEASE-RQ is not answered
        scp.Reset();
        await scu.Association.ReleaseAsync();

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_fails_and_the_others_are_moved()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var lost = TestObject.Ct(pixelBytes: 6_000_000);
        var kept = TestObject.Ct(of: lost);
        await TestScu.StoreAsync(archive, lost, kept);
        File.Delete(Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.object").Single());

        var moving = MoveScu.MoveAsync(archive, lost.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync();
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((1, 1, 0), moved.Counts);
        Assert.Equal([lost.Instance.Value], moved.Failed);
    }

    [Fact]
    public async Task A_large_object_that_breaks_while_it_is_sent_fails_and_the_others_go_over_another_association()
    {
        await using var destination = await TestArchive.StartAsync(new TestArchiveOptions { Destinations = [new Destination(TestArchive.AeTitle, "127.0.0.1", 104)] });
        await using var archive = await MoveScu.StartArchiveAsync(new Destination(TestArchive.AeTitle, "127.0.0.1", destination.EndPoint.Port) { Retries = 0 }, new RetrievalSettings());
        var broken = TestObject.Ct(pixelBytes: 6_000_000);
        TestObject[] kept = [TestObject.Ct(of: broken), TestObject.Ct(of: broken), TestObject.Ct(of: broken)];
        await TestScu.StoreAsync(archive, [broken, .. kept]);
        using (var file = new FileStream(
            Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.object").Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 3_000_000;
            file.WriteByte(0x5B);
        }

        var moved = await MoveScu.MoveAsync(archive, broken.Study, "ARCHIVE");

        Assert.Equal((3, 1, 0), moved.Counts);
        Assert.Equal([broken.Instance.Value], moved.Failed);
        Assert.False(await destination.HasAsync(broken));
    }

    [Fact]
    public async Task An_index_that_fails_is_answered_as_the_standard_says()
    {
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions
        {
            Destinations = [MoveScu.At(FreePort.Next())],
            Index = index => new FailingIndex(index),
        });

        var moved = await MoveScu.MoveAsync(archive, TestObject.NextUid());

        Assert.Equal(DimseStatus.OutOfResourcesNumberOfMatches, moved.Last.Status);
    }
}
