using System.Collections.Concurrent;
using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

public sealed class CoordinatedShutdownTests : KernelTest
{
    [Fact]
    public async Task Phases_run_in_their_order_whatever_the_order_of_registration()
    {
        var order = new ConcurrentQueue<ShutdownPhase>();
        foreach (ShutdownPhase phase in Enum.GetValues<ShutdownPhase>().Reverse())
        {
            System.CoordinatedShutdown.AddTask(phase, "note", async _ =>
            {
                await Task.Yield();
                order.Enqueue(phase);
            });
        }

        ShutdownReport report = await System.CoordinatedShutdown.RunAsync("test");

        Assert.Equal(
            [
                ShutdownPhase.BeforeServiceUnbind, ShutdownPhase.ServiceUnbind, ShutdownPhase.ServiceRequestsDone, ShutdownPhase.ServiceStop,
                ShutdownPhase.BeforeClusterShutdown, ShutdownPhase.ClusterShardingShutdownRegion, ShutdownPhase.ClusterLeave,
                ShutdownPhase.ClusterShutdown, ShutdownPhase.BeforeActorSystemTerminate, ShutdownPhase.ActorSystemTerminate,
            ],
            order);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task Tasks_of_one_phase_run_side_by_side()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        System.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceStop, "first", _ =>
        {
            first.SetResult();
            return second.Task;
        });
        System.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceStop, "second", _ =>
        {
            second.SetResult();
            return first.Task;
        });

        Assert.Empty((await System.CoordinatedShutdown.RunAsync("test").WaitAsync(Wait.Limit)).Problems);
    }

    [Fact]
    public async Task It_runs_once()
    {
        int runs = 0;
        System.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceStop, "count", _ =>
        {
            Interlocked.Increment(ref runs);
            return Task.CompletedTask;
        });

        ShutdownReport[] reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => System.CoordinatedShutdown.RunAsync("test"))));

        Assert.Equal(1, runs);
        Assert.All(reports, report => Assert.Same(reports[0], report));
    }

    [Fact]
    public async Task A_task_that_passes_the_deadline_is_cancelled_and_reported_and_left_behind()
    {
        var wasCancelled = new TaskCompletionSource();
        bool laterRan = false;
        System.CoordinatedShutdown.SetDeadline(ShutdownPhase.ServiceRequestsDone, TimeSpan.FromSeconds(30));
        System.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceRequestsDone, "drain associations", async token =>
        {
            token.Register(wasCancelled.SetResult);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        });
        System.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceStop, "later", _ =>
        {
            laterRan = true;
            return Task.CompletedTask;
        });

        Task<ShutdownReport> run = System.CoordinatedShutdown.RunAsync("test");
        await Wait.UntilAsync(() => Time.HasTimerDueIn(TimeSpan.FromSeconds(30)), "the phase's deadline");
        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(run.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));

        ShutdownProblem problem = Assert.Single((await run).Problems);
        Assert.Equal((ShutdownPhase.ServiceRequestsDone, "drain associations", true), (problem.Phase, problem.Task, problem.TimedOut));
        await wasCancelled.Task.WaitAsync(Wait.Limit);
        Assert.True(laterRan);
        Assert.Contains(LogLines, static line => line.Contains("drain associations did not finish within 00:00:30", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_fails_is_reported_and_the_shutdown_goes_on()
    {
        System.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceUnbind, "close listener", _ => throw new IOException("stuck"));
        IActorRef<ScriptedActor.Turn> actor = System.ActorOf(ScriptedActor.Props());

        ShutdownReport report = await System.CoordinatedShutdown.RunAsync("test");

        ShutdownProblem problem = Assert.Single(report.Problems);
        Assert.False(problem.TimedOut);
        Assert.IsType<IOException>(problem.Error);
        Assert.True(actor.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Nothing_starts_in_a_system_that_has_shut_down()
    {
        await System.DisposeAsync();

        Assert.Throws<InvalidOperationException>(() => System.ActorOf(ScriptedActor.Props()));
    }
}
