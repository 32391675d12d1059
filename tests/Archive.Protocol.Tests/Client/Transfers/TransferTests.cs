using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Client.Transfers;

/// <summary>What lanes do with objects, whatever the peer does with associations.</summary>
public sealed class TransferTests
{
    private static readonly AssociationAbortedException Aborted = new("The peer aborted.");

    [Fact]
    public async Task An_object_that_a_lane_gives_back_goes_over_another_although_that_had_nothing_left()
    {
        var items = TestItem.Some(4);
        var peer = new TestPeer();
        await using var transfer = Start(peer, items, new TransferOptions());

        var running = transfer.RunAsync(2);
        TestAssociation[] opened = [await peer.AcceptAsync(), await peer.AcceptAsync()];
        var (first, further) = opened[0].IsOfFirstLane ? (opened[0], opened[1]) : (opened[1], opened[0]);
        await Task.WhenAll(items.Select(item => item.Opened.Task)).WaitAsync(TestPeer.Limit); // each lane has one in flight and one read ahead
        await first.TakeAsync(2);
        await first.LeftAsync();
        further.GoesOn = false;
        peer.AnswersAll = true;
        (await further.ReceiveAsync()).Answer();

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.All(items, item => Assert.Equal(1, item.Answers));
    }

    [Fact]
    public async Task What_was_in_flight_when_an_association_failed_is_sent_again_alone_and_after_all_others()
    {
        var items = TestItem.Some(8);
        var peer = new TestPeer { Window = 3, Retries = 1 };
        await using var transfer = Start(peer, items, new TransferOptions { MaxInterruptions = 1 });

        var running = transfer.RunAsync(1);
        var first = await peer.AcceptAsync();
        for (var i = 0; i < 3; i++)
            await first.ReceiveAsync();
        first.Fail(Aborted);
        var second = await peer.AcceptAsync();
        var later = await second.TakeAsync(5);
        var again = await TakeAloneAsync(second, 3);

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.Equal([3, 4, 5, 6, 7], later.Order());
        Assert.Equal([0, 1, 2], again.Order());
        Assert.All(items, item => Assert.Equal(1, item.Answers));
    }

    [Fact]
    public async Task An_object_at_which_associations_fail_too_often_fails_alone()
    {
        var items = TestItem.Some(3);
        var peer = new TestPeer { Retries = 5 };
        await using var transfer = Start(peer, items, new TransferOptions { MaxInterruptions = 1 });

        var running = transfer.RunAsync(1);
        var first = await peer.AcceptAsync();
        await first.ReceiveAsync();
        first.Fail(Aborted);
        var second = await peer.AcceptAsync();
        await second.TakeAsync(2);
        Assert.Equal(0, (await second.ReceiveAsync()).Number);
        second.Fail(Aborted);

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.Same(Aborted, items[0].Cause);
        Assert.All(items[1..], item => Assert.Equal(1, item.Answers));
    }

    [Fact]
    public async Task Objects_that_need_other_contexts_wait_for_the_next_association()
    {
        Uid[] classes = [SopClasses.CTImageStorage, SopClasses.MRImageStorage];
        var items = Enumerable.Range(0, 6).Select(number => new TestItem(number, classes[number % 2])).ToArray();
        var peer = new TestPeer { MaxNeeds = 1 };
        await using var transfer = Start(peer, items, new TransferOptions());

        var running = transfer.RunAsync(1);
        var first = await peer.AcceptAsync();
        Assert.Equal([0, 2, 4], await first.TakeAsync(3));
        await first.LeftAsync();
        Assert.Equal([1, 3, 5], await (await peer.AcceptAsync()).TakeAsync(3));

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.True(first.IsReleased);
    }

    [Fact]
    public async Task Once_canceled_what_is_in_flight_is_finished_and_nothing_is_begun()
    {
        var items = TestItem.Some(10);
        var peer = new TestPeer { Window = 2 };
        using var canceled = new CancellationTokenSource();
        await using var transfer = new Transfer(peer, items.ToAsyncEnumerable(), new TransferOptions(), canceled.Token, CancellationToken.None);

        var running = transfer.RunAsync(1);
        var association = await peer.AcceptAsync();
        TestStore[] inFlight = [await association.ReceiveAsync(), await association.ReceiveAsync()];
        await canceled.CancelAsync();
        foreach (var store in inFlight)
            store.Answer();

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.Equal([0, 1], items.Where(item => item.IsSettled).Select(item => item.Number));
        Assert.True(association.IsReleased);
    }

    [Fact]
    public async Task When_it_is_ended_what_is_in_flight_is_told_and_nothing_else()
    {
        var items = TestItem.Some(3);
        var peer = new TestPeer();
        using var ended = new CancellationTokenSource();
        await using var transfer = new Transfer(peer, items.ToAsyncEnumerable(), new TransferOptions(), CancellationToken.None, ended.Token);

        var running = transfer.RunAsync(1);
        await (await peer.AcceptAsync()).ReceiveAsync();
        await ended.CancelAsync();

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.IsAssignableFrom<OperationCanceledException>(items[0].Cause);
        Assert.All(items[1..], item => Assert.False(item.IsSettled));
    }

    [Fact]
    public async Task No_more_of_the_source_is_read_than_is_sent_and_read_ahead()
    {
        var read = 0;
        var peer = new TestPeer { Window = 2 };
        using var canceled = new CancellationTokenSource();
        await using var transfer = new Transfer(peer, EndlessAsync(), new TransferOptions { ReadAhead = 3 }, canceled.Token, CancellationToken.None);

        var running = transfer.RunAsync(1);
        var association = await peer.AcceptAsync();
        TestStore[] inFlight = [await association.ReceiveAsync(), await association.ReceiveAsync()];
        await canceled.CancelAsync();
        Array.ForEach(inFlight, store => store.Answer());
        await running.WaitAsync(TestPeer.Limit);

        Assert.InRange(read, 2, 6); // in flight, ahead, and one that waits

        async IAsyncEnumerable<ITransferItem> EndlessAsync()
        {
            await Task.CompletedTask;
            while (true)
                yield return new TestItem(read++);
        }
    }

    [Fact]
    public async Task When_the_peer_cannot_be_had_what_was_taken_fails_and_the_rest_is_left()
    {
        var items = TestItem.Some(5);
        var none = new NoAssociationException("Nobody is there.");
        var attempts = 0;
        var peer = new TestPeer { Retries = 2, Connecting = _ => throw (++attempts > 0 ? none : throw new InvalidOperationException()) };
        await using var transfer = Start(peer, items, new TransferOptions());

        Assert.Same(none, await transfer.RunAsync(1));
        Assert.Equal(3, attempts);
        Assert.Equal([0], items.Where(item => item.IsSettled).Select(item => item.Number));
        await transfer.FailRestAsync(none);

        Assert.All(items, item => Assert.Same(none, item.Cause));
    }

    [Fact]
    public async Task An_object_that_cannot_be_opened_fails_alone()
    {
        var items = new[] { new TestItem(0), new TestItem(1) { Open = () => throw new IOException("The disk is gone.") }, new TestItem(2) };
        var peer = new TestPeer();
        await using var transfer = Start(peer, items, new TransferOptions());

        var running = transfer.RunAsync(1);
        Assert.Equal([0, 2], await (await peer.AcceptAsync()).TakeAsync(2));

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.Equal("The disk is gone.", items[1].Cause!.Message);
    }

    [Fact]
    public async Task An_object_that_breaks_while_it_is_sent_fails_and_is_not_held_against_those_beside_it()
    {
        var broken = new TestItem(1) { Open = () => new BreakingStream(2 * OutgoingObject.MaxBufferedBytes) };
        var beside = new TestItem(0);
        var peer = new TestPeer { Window = 2 };
        await using var transfer = Start(peer, [beside, broken], new TransferOptions { MaxInterruptions = 0 });

        var running = transfer.RunAsync(1);
        var association = await peer.AcceptAsync();
        Assert.Equal(0, (await association.ReceiveAsync()).Number);
        await association.LeftAsync();
        Assert.Equal([0], await (await peer.AcceptAsync()).TakeAsync(1));

        Assert.Null(await running.WaitAsync(TestPeer.Limit));
        Assert.IsType<UnreadableObjectException>(broken.Cause);
    }

    private static Transfer Start(TestPeer peer, IEnumerable<ITransferItem> items, TransferOptions options) =>
        new(peer, items.ToAsyncEnumerable(), options, CancellationToken.None, CancellationToken.None);

    private static async Task<List<int>> TakeAloneAsync(TestAssociation association, int count)
    {
        var numbers = new List<int>();
        while (numbers.Count < count)
        {
            var store = await association.ReceiveAsync();
            Assert.Equal(1, association.InFlight);
            numbers.Add(store.Number);
            store.Answer();
        }

        return numbers;
    }
}
