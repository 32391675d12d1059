using Archive.Actors.Kernel;
using Archive.Actors.Tests.TestKit;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

public sealed class ActorContextTests : KernelTest
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private readonly TestProbe<string> _probe;

    public ActorContextTests() => _probe = new TestProbe<string>(System);

    [Fact]
    public async Task A_scheduled_message_comes_once_at_its_time()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        await actor.RunAsync(self => self.Context.ScheduleTellOnce(OneSecond, Report("now")));

        _probe.ExpectNone(Time, OneSecond - TimeSpan.FromTicks(1));
        Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("now", await _probe.ExpectAsync());
        Time.Advance(TimeSpan.FromHours(1));
        await actor.RunAsync(_ => 0);
        _probe.ExpectNone();
    }

    [Fact]
    public async Task A_scheduled_message_passes_a_full_mailbox()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { MailboxCapacity = 1 });
        await actor.RunAsync(self => self.Context.ScheduleTellOnce(OneSecond, Report("now")));
        TaskCompletionSource gate = await actor.HoldAsync();
        Assert.True(actor.TryTell(Report("before")));

        Time.Advance(OneSecond);
        gate.SetResult();

        Assert.Equal("before", await _probe.ExpectAsync());
        Assert.Equal("now", await _probe.ExpectAsync());
    }

    [Fact]
    public async Task A_cancelled_message_does_not_come_even_from_inside_the_mailbox()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        ICancelable scheduled = await actor.RunAsync(self => self.Context.ScheduleTellOnce(OneSecond, Report("now")));
        TaskCompletionSource gate = await actor.HoldAsync();
        Task<int> cancelling = actor.RunAsync(_ =>
        {
            scheduled.Cancel();
            return 0;
        });

        Time.Advance(OneSecond);
        gate.SetResult();

        await cancelling;
        await actor.RunAsync(_ => 0);
        _probe.ExpectNone();
    }

    [Fact]
    public async Task A_restart_cancels_timers_and_frees_them()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());
        await actor.RunAsync(self => self.Context.ScheduleTellOnce(TimeSpan.FromDays(1), Report("late")));
        Assert.True(Time.HasTimerDueIn(TimeSpan.FromDays(1)));

        await actor.FailAsync();
        await actor.RunAsync(_ => 0);

        Assert.False(Time.HasTimerDueIn(TimeSpan.FromDays(1)));
        Time.Advance(TimeSpan.FromDays(2));
        await actor.RunAsync(_ => 0);
        _probe.ExpectNone();
    }

    [Fact]
    public async Task A_watcher_hears_of_the_end_of_another_actor()
    {
        IActorRef<ScriptedActor.Turn> watched = System.ActorOf(ScriptedActor.Props());
        IActorRef<ScriptedActor.Turn> watcher = System.ActorOf(ScriptedActor.Props());
        await watcher.RunAsync(self => self.Context.Watch(watched, Report("ended")));
        ICancelable second = await watcher.RunAsync(self => self.Context.Watch(watched, Report("unwatched")));
        await watcher.RunAsync(_ =>
        {
            second.Cancel();
            return 0;
        });

        watched.Stop();

        Assert.Equal("ended", await _probe.ExpectAsync());
        await watcher.RunAsync(self => self.Context.Watch(watched, Report("had ended")));
        Assert.Equal("had ended", await _probe.ExpectAsync());
        _probe.ExpectNone();
    }

    [Fact]
    public async Task The_receive_timeout_runs_after_each_period_without_messages()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { ReceiveTimeout = OneSecond });
        await actor.RunAsync(self => self.OnTimeout = () => _probe.TellAsync("idle"));

        Time.Advance(OneSecond / 2);
        await actor.RunAsync(_ => 0);
        Time.Advance(OneSecond - TimeSpan.FromTicks(1));
        await actor.RunAsync(_ => 0);
        _probe.ExpectNone();

        Assert.Equal("idle", await _probe.ExpectAsync(Time, OneSecond));
        Assert.Equal("idle", await _probe.ExpectAsync(Time, OneSecond));
    }

    [Fact]
    public async Task The_receive_timeout_can_be_turned_off()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props() with { ReceiveTimeout = OneSecond });
        await actor.RunAsync(self =>
        {
            self.OnTimeout = () => _probe.TellAsync("idle");
            self.Context.SetReceiveTimeout(null);
            return 0;
        });

        Time.Advance(TimeSpan.FromHours(1));
        await actor.RunAsync(_ => 0);

        _probe.ExpectNone();
    }

    [Fact]
    public async Task An_actor_stops_itself_after_its_turn()
    {
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());

        string reply = await actor.RunAsync(self =>
        {
            self.Context.Stop();
            return "last words";
        });

        Assert.Equal("last words", reply);
        await actor.WhenTerminated.WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_actor_has_stopped()
    {
        IActorRef<ScriptedActor.Turn> first = System.ActorOf(ScriptedActor.Props(), "listener");
        Assert.Throws<InvalidOperationException>(() => System.ActorOf(ScriptedActor.Props(), "listener"));

        first.Stop();
        await first.WhenTerminated;

        Assert.Equal("test/listener", System.ActorOf(ScriptedActor.Props(), "listener").Path);
    }

    private ScriptedActor.Turn Report(string what) => _ => _probe.TellAsync(what);
}
