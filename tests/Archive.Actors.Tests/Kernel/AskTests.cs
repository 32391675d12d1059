using Archive.Actors.Kernel;

namespace Archive.Actors.Tests.Kernel;

public sealed class AskTests : KernelTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task An_ask_without_an_answer_ends_at_its_deadline()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(), "silent");
        Task<int> ask = actor.AskAsync((ReplyTo<int> _) => static _ => ValueTask.CompletedTask, Deadline).AsTask();

        Time.Advance(Deadline - TimeSpan.FromMilliseconds(1));
        Assert.False(ask.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        var timeout = await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
        Assert.Equal("test/silent", timeout.Path);
        Assert.Equal(Deadline, timeout.Deadline);
    }

    [Fact]
    public async Task A_late_reply_never_reaches_a_later_ask()
    {
        var late = new List<ReplyTo<int>>();
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        ValueTask<int> AskAndKeep() => actor.AskAsync(
            (ReplyTo<int> replyTo) => _ =>
            {
                late.Add(replyTo);
                return ValueTask.CompletedTask;
            },
            Deadline);

        for (int i = 0; i < 100; i++)
        {
            Task<int> ask = AskAndKeep().AsTask();
            await actor.RunAsync(_ => "handled");
            Time.Advance(Deadline);
            await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
        }
        Task<int> current = AskAndKeep().AsTask();
        await actor.RunAsync(_ => "handled");
        for (int i = 0; i < 100; i++)
        {
            late[i].Tell(i);
            late[i].Fail(new InvalidOperationException("late"));
        }
        Assert.False(current.IsCompleted);

        late[100].Tell(4711);

        Assert.Equal(4711, await current);
    }

    [Fact]
    public async Task The_first_reply_counts()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());

        int reply = await actor.AskAsync(
            (ReplyTo<int> replyTo) => _ =>
            {
                replyTo.Tell(1);
                replyTo.Tell(2);
                throw new InvalidOperationException("after the reply");
            },
            Deadline);

        Assert.Equal(1, reply);
    }

    [Fact]
    public async Task A_reply_may_come_after_the_turn_and_from_another_thread()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        ReplyTo<int> kept = default;
        Task<int> ask = actor.AskAsync(
            (ReplyTo<int> replyTo) => _ =>
            {
                kept = replyTo;
                return ValueTask.CompletedTask;
            },
            Deadline).AsTask();
        await actor.RunAsync(_ => "handled");

        await Task.Run(() => kept.Tell(7));

        Assert.Equal(7, await ask);
    }

    [Fact]
    public async Task An_actor_can_fail_an_ask_without_failing_itself()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());

        ValueTask<int> ask = actor.AskAsync(
            (ReplyTo<int> replyTo) => self =>
            {
                self.Count = 1;
                replyTo.Fail(new InvalidDataException("no such study"));
                return ValueTask.CompletedTask;
            },
            Deadline);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await ask);
        Assert.Equal(1, await actor.RunAsync(self => self.Count));
    }

    [Fact]
    public async Task The_deadline_covers_waiting_for_room_in_the_mailbox()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 1 });
        TaskCompletionSource gate = await actor.HoldAsync();
        Assert.True(actor.TryTell(static _ => ValueTask.CompletedTask));
        bool wasHandled = false;
        Task<int> ask = actor.AskAsync(
            (ReplyTo<int> _) => _ =>
            {
                wasHandled = true;
                return ValueTask.CompletedTask;
            },
            Deadline).AsTask();

        Time.Advance(Deadline);

        await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
        gate.SetResult();
        Assert.False(await actor.RunAsync(_ => wasHandled));
    }

    [Fact]
    public async Task A_cancelled_ask_ends_at_once()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        using var cancellation = new CancellationTokenSource();
        Task<int> ask = actor.AskAsync((ReplyTo<int> _) => static _ => ValueTask.CompletedTask, Deadline, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        var cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => ask);
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Asking_a_stopped_actor_fails_at_once()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(), "gone");
        actor.Stop();
        await actor.WhenTerminated;

        var stopped = await Assert.ThrowsAsync<ActorStoppedException>(() => actor.RunAsync(_ => 0));

        Assert.Equal("test/gone", stopped.Path);
    }

    [Fact]
    public async Task Many_askers_each_get_their_own_reply()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 8 });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(asker => Task.Run(async () =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                int question = (asker * 1_000) + i;
                Assert.Equal(question, await actor.RunAsync(_ => question));
            }
        })));
    }

    [Fact]
    public async Task A_reply_to_nobody_goes_nowhere_and_its_actor_goes_on()
    {
        var life = new List<string>();
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(life.Add));
        await actor.TellAsync(self =>
        {
            default(ReplyTo<int>).Tell(1);
            default(ReplyTo<int>).Fail(new InvalidOperationException("to nobody"));
            self.Count++;
            return ValueTask.CompletedTask;
        });

        Assert.Equal(1, await actor.RunAsync(self => self.Count));
        Assert.Equal(["start"], life);
    }
}
