using Archive.LoadTests.Load;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Tests.Load;

/// <summary>The rig measures itself: a target that stops for a second must not look as if only those who were waiting had waited.</summary>
[Collection(TimingCollection.Name)]
public sealed class StalledTargetTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_second_in_which_the_target_sleeps_is_in_the_latency_of_all_that_were_planned_in_it()
    {
        await using var target = NewTarget();

        var store = await RunAsync(target, new LoadPlan
        {
            Modality = "mr-slices",
            Does = Work.Object,
            Devices = 2,
            Open = new OpenArrivals { Rate = new Rate(50), IsPoisson = false },
        });

        // 50 of 150 objects were planned while it slept, at equal distances: a fifth of all waited for more than 0.4 s.
        Assert.InRange(store.Latency.GetValueAtPercentile(80), 200_000, 900_000);
        Assert.InRange(store.Latency.GetValueAtPercentile(90), 500_000, 1_100_000);
        Assert.InRange(store.Service.GetValueAtPercentile(90), 0, 150_000);
        Assert.Equal(0, store.Failed);
    }

    [Fact]
    public async Task A_closed_load_hides_the_same_second()
    {
        await using var target = NewTarget();

        var store = await RunAsync(target, new LoadPlan { Modality = "mr-slices", Does = Work.Object, Closed = new ClosedUsers { Users = 2 } });

        Assert.InRange(store.Latency.GetValueAtPercentile(90), 0, 150_000);
        Assert.InRange(store.Latency.GetValueAtPercentile(100), 900_000, 3_000_000);
    }

    private static async Task<OperationStatistics> RunAsync(ScriptedTarget target, LoadPlan load)
    {
        var scenario = new Scenario { About = "stall", WarmUp = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(3), Loads = [load] };
        var recorder = await new Engine(scenario, [target.Target], StudyIdentity.NewRoot(), scale: 1).RunAsync(CancellationToken.None);
        return recorder.Of("mr-slices", "Store");
    }

    /// <summary>Sleeps once, on all associations, from a second after its first request.</summary>
    private static ScriptedTarget NewTarget()
    {
        var clock = new Lazy<RunClock>(() => new RunClock(TimeSpan.Zero));
        return new ScriptedTarget(async _ =>
        {
            var now = clock.Value.Now;
            if (now > Stall && now < 2 * Stall)
                await clock.Value.WaitUntilAsync(2 * Stall, CancellationToken.None);
            return DimseStatus.Success;
        });
    }
}
