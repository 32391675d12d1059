using System.Collections.Concurrent;
using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

public sealed class SupervisionTests : KernelTest
{
    private readonly ConcurrentQueue<string> _life = new();

    [Fact]
    public async Task A_failure_reaches_its_asker_at_once_and_drops_only_its_message()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        TaskCompletionSource gate = await actor.HoldAsync();
        Task<Exception> failing = actor.FailAsync("disk gone");
        Task<int> next = actor.RunAsync(self => ++self.Count);

        gate.SetResult();

        // Virtual time stands still: no deadline can be what ends the ask.
        var error = Assert.IsType<ActorFailedException>(await failing);
        Assert.Equal("disk gone", error.InnerException!.Message);
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task Restart_makes_a_new_instance_behind_the_same_address()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(_life.Enqueue));
        Assert.Equal(1, await actor.RunAsync(self => ++self.Count));

        await actor.FailAsync();

        Assert.Equal(1, await actor.RunAsync(self => ++self.Count));
        Assert.Equal(["start", "restart: boom", "stop", "start"], _life);
    }

    [Fact]
    public async Task Resume_keeps_the_instance()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(_life.Enqueue) with { Supervision = SupervisorStrategy.Resume });
        await actor.RunAsync(self => ++self.Count);

        await actor.FailAsync();

        Assert.Equal(2, await actor.RunAsync(self => ++self.Count));
        Assert.Equal(["start"], _life);
    }

    [Fact]
    public async Task Stop_ends_the_actor_and_tells_waiting_askers_why()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { Supervision = SupervisorStrategy.Stop });
        TaskCompletionSource gate = await actor.HoldAsync();
        Task<Exception> failing = actor.FailAsync("disk gone");
        Task<int> waiting = actor.RunAsync(_ => 0);

        gate.SetResult();

        Assert.IsType<ActorFailedException>(await failing);
        var stopped = await Assert.ThrowsAsync<ActorStoppedException>(() => waiting);
        Assert.Equal("disk gone", stopped.InnerException!.Message);
        await actor.WhenTerminated.WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task The_decider_chooses_by_exception()
    {
        var strategy = new SupervisorStrategy(static error => error.Message == "small" ? Directive.Resume : Directive.Stop);
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { Supervision = strategy });
        await actor.RunAsync(self => ++self.Count);

        await actor.FailAsync("small");
        Assert.Equal(2, await actor.RunAsync(self => ++self.Count));
        await actor.FailAsync("big");

        await actor.WhenTerminated.WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task An_actor_that_fails_more_often_than_its_budget_stops()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(_life.Enqueue));
        for (int i = 0; i < 10; i++)
            await actor.FailAsync();
        Assert.Equal(0, await actor.RunAsync(self => self.Count));

        await actor.FailAsync();

        await actor.WhenTerminated.WaitAsync(Wait.Limit);
        Assert.Equal(11, _life.Count(static line => line == "start"));
        Assert.Contains(LogLines, static line => line.Contains("failed more than 10 times within 00:00:01 and stops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_budget_comes_back_as_time_goes_by()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        for (int i = 0; i < 50; i++)
        {
            await actor.FailAsync();
            Assert.Equal(0, await actor.RunAsync(self => self.Count));
            Time.Advance(TimeSpan.FromMilliseconds(101));
        }
    }

    [Fact]
    public async Task An_actor_that_cannot_start_stops_after_its_budget_and_fails_who_asks()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(
            ScriptedActor.Props(_life.Enqueue, static _ => throw new InvalidOperationException("no database")) with { Supervision = SupervisorStrategy.Resume });

        var stopped = await Assert.ThrowsAsync<ActorStoppedException>(() => actor.RunAsync(_ => 0));

        await actor.WhenTerminated.WaitAsync(Wait.Limit);
        Assert.Equal(11, _life.Count(static line => line == "start"));
        Assert.Equal(11, _life.Count(static line => line == "stop"));
        Assert.True(stopped.InnerException is null or InvalidOperationException);
    }

    [Fact]
    public async Task A_constructor_that_throws_is_a_failure_to_start()
    {
        int made = 0;
        var props = new Props<ScriptedActor.Turn>(() => ++made < 3 ? throw new InvalidOperationException("not yet") : new ScriptedActor());
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(props);

        Assert.Equal(0, await actor.RunAsync(self => self.Count));
        Assert.Equal(3, made);
    }

    [Fact]
    public async Task Backoff_doubles_the_delay_and_keeps_the_mailbox()
    {
        var strategy = SupervisorStrategy.Restart with
        {
            Backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)) { RandomFactor = 0 },
        };
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(_life.Enqueue) with { Supervision = strategy });
        foreach (int seconds in (int[])[1, 2, 4])
        {
            var delay = TimeSpan.FromSeconds(seconds);
            await actor.FailAsync();
            await Wait.UntilAsync(() => Time.HasTimerDueIn(delay), $"a delay of {delay} before the restart");
            Task<int> waiting = actor.RunAsync(self => ++self.Count);

            Time.Advance(delay - TimeSpan.FromTicks(1));
            Assert.False(waiting.IsCompleted);
            Time.Advance(TimeSpan.FromTicks(1));

            Assert.Equal(1, await waiting);
        }
    }

    [Fact]
    public async Task Stop_ends_a_backoff()
    {
        var strategy = SupervisorStrategy.Restart with { Backoff = new Backoff(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) };
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props(_life.Enqueue) with { Supervision = strategy });
        await actor.FailAsync();

        actor.Stop();

        await actor.WhenTerminated.WaitAsync(Wait.Limit);
        Assert.Equal(1, _life.Count(static line => line == "start"));
    }

    [Fact]
    public async Task Escalation_fails_the_parent_in_the_childs_place()
    {
        IActorRef<ScriptedActor.Turn> parent = System.ActorOf(ScriptedActor.Props(_life.Enqueue));
        IActorRef<ScriptedActor.Turn> child = await parent.RunAsync(
            self => self.Context.ActorOf(ScriptedActor.Props() with { Supervision = SupervisorStrategy.Escalate }, "child"));
        Assert.Equal("test/$1/child", child.Path);

        await child.FailAsync("child broke");

        await child.WhenTerminated.WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => _life.Count(static line => line == "start") == 2, "the parent's restart");
        Assert.Contains("restart: child broke", _life);
    }

    [Fact]
    public async Task Escalation_beyond_the_last_parent_shuts_the_system_down()
    {
        IActorRef<ScriptedActor.Turn> bystander = System.ActorOf(ScriptedActor.Props());
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { Supervision = SupervisorStrategy.Escalate });

        await actor.FailAsync();

        await bystander.WhenTerminated.WaitAsync(Wait.Limit);
        Assert.True(System.CoordinatedShutdown.HasBegun);
    }

    [Fact]
    public async Task Children_stop_before_their_parent_restarts_or_stops()
    {
        IActorRef<ScriptedActor.Turn> parent = System.ActorOf(ScriptedActor.Props(line => _life.Enqueue($"parent {line}")));
        Props<ScriptedActor.Turn> childProps = ScriptedActor.Props(line => _life.Enqueue($"child {line}"));
        await parent.RunAsync(self => self.Context.ActorOf(childProps, "child"));
        await parent.FailAsync();
        Assert.Equal(0, await parent.RunAsync(self => self.Context.Children.Count));
        await parent.RunAsync(self => self.Context.ActorOf(childProps, "child"));

        parent.Stop();

        await parent.WhenTerminated.WaitAsync(Wait.Limit);
        string[] ends = [.. _life.Where(static line => !line.EndsWith("start", StringComparison.Ordinal))];
        Assert.Equal(["child stop", "parent restart: boom", "parent stop", "child stop", "parent stop"], ends);
    }

    [Fact]
    public async Task A_decider_that_throws_stops_the_actor()
    {
        var strategy = new SupervisorStrategy(static _ => throw new InvalidOperationException("undecided"));
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { Supervision = strategy });

        await actor.FailAsync();

        await actor.WhenTerminated.WaitAsync(Wait.Limit);
    }
}
