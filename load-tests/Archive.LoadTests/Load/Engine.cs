using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;

namespace Archive.LoadTests.Load;

/// <summary>
/// Runs the loads of a scenario against targets: a warm-up, the measured time, and a drain in which what was planned in it may end. Everything is bounded:
/// devices, arrivals that wait for one, and the drain.
/// </summary>
/// <param name="scale">What the rates of open loads, and the users of closed ones, are multiplied by.</param>
/// <param name="begun">Is given the recorder when the clock runs, to look at meanwhile.</param>
internal sealed class Engine(Scenario scenario, IReadOnlyList<Target> targets, string root, double scale, Action<RunRecorder>? begun = null)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    public StudyLedger Ledger { get; } = new();

    /// <summary>What the rig took in the measured time.</summary>
    public RigLoad Rig { get; private set; } = new();

    /// <param name="stop">Ends the measured time early; what was measured until then stands.</param>
    public async Task<RunRecorder> RunAsync(CancellationToken stop)
    {
        var recorder = new RunRecorder(new RunClock(scenario.WarmUp), scenario.Duration);
        begun?.Invoke(recorder);
        using var arriving = new CancellationTokenSource();
        using var working = new CancellationTokenSource();
        var now = DateTime.Now;
        var loads = scenario.Loads.Select((plan, index) =>
        {
            var identity = new StudyIdentity(root, scenario.Seed, index, now);
            var context = new LoadContext(scenario, plan, identity, targets, recorder, Ledger);
            return plan.Open is { } open
                ? new OpenLoad(context, new PlannedTimes(open, scenario.Seed, index, scenario.WarmUp, scenario.Duration, scale)).RunAsync(arriving.Token, working.Token)
                : new ClosedLoad(context, Math.Max(1, (int)Math.Round(plan.Closed!.Users * scale))).RunAsync(arriving.Token, working.Token);
        }).ToList();
        var all = Task.WhenAll(loads);

        await WaitAsync(all, recorder.Clock, TimeSpan.Zero, stop).ConfigureAwait(false);
        Rig = new RigLoad();
        await WaitAsync(all, recorder.Clock, scenario.Duration, stop).ConfigureAwait(false);
        recorder.EndNow();
        Rig.Stop();
        await arriving.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(all, Task.Delay(stop.IsCancellationRequested ? TimeSpan.FromSeconds(2) : scenario.Drain, CancellationToken.None)).ConfigureAwait(false);
        await working.CancelAsync().ConfigureAwait(false);
        await all.WaitAsync(LastWords + scenario.Timeout, CancellationToken.None).ConfigureAwait(false);
        return recorder;
    }

    /// <summary>Returns at the end of the measured time, when it is to stop, or when a load failed by a fault of the rig.</summary>
    private static async Task WaitAsync(Task all, RunClock clock, TimeSpan end, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var time = clock.WaitUntilAsync(end, over.Token).AsTask();
        if (await Task.WhenAny(all, time).ConfigureAwait(false) == all)
            await all.ConfigureAwait(false); // open loads whose last arrival is done: the rest of the time passes

        await time.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync().ConfigureAwait(false);
    }
}
