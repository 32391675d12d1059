using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

public sealed class MailboxTests : KernelTest
{
    [Fact]
    public async Task Messages_of_each_sender_arrive_in_order_through_a_mailbox_that_is_always_full()
    {
        const int senders = 8, perSender = 2_000;
        int[] next = new int[senders];
        int outOfOrder = 0;
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 3 });

        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (int i = 0; i < perSender; i++)
            {
                int number = i;
                await actor.TellAsync(_ =>
                {
                    outOfOrder += next[sender]++ == number ? 0 : 1;
                    return ValueTask.CompletedTask;
                });
            }
        })));

        Assert.Equal(0, await actor.RunAsync(_ => outOfOrder));
        Assert.All(next, count => Assert.Equal(perSender, count));
    }

    [Fact]
    public async Task A_sender_waits_while_the_mailbox_is_full_and_goes_on_when_there_is_room()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 2 });
        TaskCompletionSource gate = await actor.HoldAsync();
        var order = new List<int>();
        Task Note(int number) => actor.TellAsync(_ =>
        {
            order.Add(number);
            return ValueTask.CompletedTask;
        }).AsTask();

        Assert.True(Note(1).IsCompletedSuccessfully);
        Assert.True(Note(2).IsCompletedSuccessfully);
        Task third = Note(3);
        Task fourth = Note(4);
        Assert.False(actor.TryTell(_ => throw new InvalidOperationException("It was full.")));
        Assert.False(third.IsCompleted);

        gate.SetResult();
        await third;
        await fourth;
        Assert.Equal([1, 2, 3, 4], await actor.RunAsync(_ => order));
    }

    [Fact]
    public async Task A_waiting_sender_that_is_cancelled_takes_its_message_with_it()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 1 });
        TaskCompletionSource gate = await actor.HoldAsync();
        Assert.True(actor.TryTell(static _ => ValueTask.CompletedTask));
        using var cancellation = new CancellationTokenSource();
        bool wasHandled = false;
        Task sending = actor.TellAsync(
            _ =>
            {
                wasHandled = true;
                return ValueTask.CompletedTask;
            },
            cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        gate.SetResult();
        Assert.False(await actor.RunAsync(_ => wasHandled));
    }

    [Fact]
    public async Task Turns_never_overlap_whatever_they_await()
    {
        const int senders = 16, perSender = 1_000;
        int inside = 0, overlaps = 0, handled = 0;
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 32 });
        async ValueTask TurnAsync(ScriptedActor self)
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            if (handled++ % 3 == 0)
                await Task.Yield();
            Interlocked.Decrement(ref inside);
        }

        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < perSender; i++)
                await actor.TellAsync(TurnAsync);
        })));

        Assert.Equal(senders * perSender, await actor.RunAsync(_ => handled));
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task Stop_does_not_wait_behind_a_full_mailbox_and_turns_away_who_waits()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 1 });
        TaskCompletionSource gate = await actor.HoldAsync();
        bool wasHandled = false;
        Task<int> inside = actor.RunAsync(_ =>
        {
            wasHandled = true;
            return 0;
        });
        Task waiting = actor.TellAsync(static _ => ValueTask.CompletedTask).AsTask();

        actor.Stop();
        gate.SetResult();

        await Assert.ThrowsAsync<ActorStoppedException>(() => inside);
        await Assert.ThrowsAsync<ActorStoppedException>(() => waiting);
        await actor.WhenTerminated.WaitAsync(Wait.Limit);
        Assert.False(wasHandled);
        await Assert.ThrowsAsync<ActorStoppedException>(async () => await actor.TellAsync(static _ => ValueTask.CompletedTask));
        Assert.False(actor.TryTell(static _ => ValueTask.CompletedTask));
    }

    [Fact]
    public async Task Graceful_stop_handles_what_is_in_the_mailbox_and_takes_no_more()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        TaskCompletionSource gate = await actor.HoldAsync();
        Task<int>[] inside = [.. Enumerable.Range(0, 100).Select(number => actor.RunAsync(_ => number))];

        Task stopped = actor.GracefulStopAsync();
        await Assert.ThrowsAsync<ActorStoppedException>(() => actor.RunAsync(_ => 0));
        gate.SetResult();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(inside));
        await stopped.WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task Stopping_is_signalled_to_a_turn_that_runs()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> turn = actor.AskAsync(
            (ReplyTo<int> _) => async self =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, self.Context.Stopping);
            },
            TimeSpan.FromMinutes(1)).AsTask().WaitAsync(Wait.Limit);
        await begun.Task;

        actor.Stop();

        await Assert.ThrowsAsync<ActorFailedException>(() => turn);
        await actor.WhenTerminated.WaitAsync(Wait.Limit);
    }
}
