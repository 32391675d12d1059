using System.Diagnostics;
using Archive.LoadTests.Load;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.LoadTests.Tests.Load;

public sealed class EngineTests
{
    private static readonly LoadPlan Objects = new() { Modality = "mr-slices", Does = Work.Object, Closed = new ClosedUsers { Users = 2 } };

    [Fact]
    public async Task A_run_that_is_stopped_reports_what_was_measured_until_then()
    {
        await using var target = new ScriptedTarget();
        var clock = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        var (recorder, _) = await RunAsync(target, Objects, seconds: 60, stop.Token);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 10);
        Assert.InRange(recorder.End.TotalSeconds, 0.5, 5);
        Assert.True(recorder.Of("mr-slices", "Store").Succeeded > 0);
    }

    [Fact]
    public async Task A_run_that_is_stopped_in_its_warm_up_has_measured_nothing()
    {
        await using var target = new ScriptedTarget();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        var scenario = NewScenario(Objects, 60) with { WarmUp = TimeSpan.FromSeconds(60) };

        var recorder = await new Engine(scenario, [target.Target], StudyIdentity.NewRoot(), 1).RunAsync(stop.Token);

        Assert.Equal(TimeSpan.Zero, recorder.End);
        Assert.All(recorder.Operations, operation => Assert.Equal(0, operation.Planned));
    }

    [Fact]
    public async Task A_refusal_is_counted_by_its_status_with_an_example()
    {
        await using var target = new ScriptedTarget(_ => Task.FromResult(DimseStatus.OutOfResources));

        var (recorder, engine) = await RunAsync(target, Objects, seconds: 1);

        var store = recorder.Of("mr-slices", "Store");
        Assert.Equal((store.Planned, 0), (store.Failed, store.Succeeded));
        var error = Assert.Single(recorder.Errors, error => error.Operation == "Store");
        Assert.Equal(("A700", store.Failed), (error.Kind, error.Count));
        Assert.Contains("2.25.", error.FirstExample, StringComparison.Ordinal);
        Assert.All(engine.Ledger.All, study => Assert.Equal(0, study.Count));
    }

    [Fact]
    public async Task An_object_that_is_refused_for_a_time_is_sent_again_and_its_latency_goes_on()
    {
        var refusals = 3;
        await using var target = new ScriptedTarget(_ => Task.FromResult(Interlocked.Decrement(ref refusals) >= 0 ? DimseStatus.OutOfResources : DimseStatus.Success));

        var (recorder, _) = await RunAsync(target, Objects with { Closed = new ClosedUsers { Users = 1 }, Retries = 5 }, seconds: 2);

        var store = recorder.Of("mr-slices", "Store");
        Assert.Equal(0, store.Failed);
        Assert.Equal(3, Assert.Single(recorder.Errors).Count);
        Assert.InRange(store.Latency.GetValueAtPercentile(100), 650_000, 2_000_000); // pauses of 100, 200 and 400 ms
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_an_error_and_not_the_end()
    {
        var nobody = new Target("127.0.0.1", FreePort.Next(), new AeTitle("NOBODY"), null);

        var recorder = await new Engine(NewScenario(Objects, 1), [nobody], StudyIdentity.NewRoot(), 1).RunAsync(CancellationToken.None);

        Assert.Contains(recorder.Errors, error => error is { Operation: "Associate", Kind: "not connected" });
        Assert.InRange(recorder.Of("mr-slices", "Associate").Failed, 1, 40); // it is not called as fast as the machine can
    }

    [Fact]
    public async Task Every_fault_of_a_sender_is_played()
    {
        await using var target = new ScriptedTarget();
        FaultKind[] kinds = [FaultKind.Abort, FaultKind.Drop, FaultKind.Silent, FaultKind.Stall, FaultKind.WrongLength];

        var (recorder, _) = await RunAsync(
            target,
            new LoadPlan
            {
                Modality = "ct-slices",
                Does = Work.Object,
                Devices = 4,
                Open = new OpenArrivals { Rate = new Rate(20), IsPoisson = false },
                Faults = [.. kinds.Select(kind => new FaultShare { Kind = kind, Share = 0.2, For = TimeSpan.FromMilliseconds(200) })],
            },
            seconds: 2);

        Assert.All(kinds, kind => Assert.True(recorder.Of("ct-slices", "Fault " + kind) is { Succeeded: > 0, Failed: 0 }, $"{kind}: {string.Join('\n', recorder.Errors)}"));
    }

    [Fact]
    public async Task What_was_acknowledged_and_is_not_there_is_named()
    {
        await using var target = new ScriptedTarget(); // says Success to C-GET as well, and sends nothing
        var (_, engine) = await RunAsync(target, Objects, seconds: 1);

        var report = await new Verification([target.Target], TimeSpan.FromSeconds(10)).RunAsync(engine.Ledger, CancellationToken.None);

        Assert.True(report.Acknowledged > 0);
        Assert.Equal((0, 0), (report.Found, report.Intact));
        Assert.NotEmpty(report.Missing);
        Assert.False(report.IsKept);
    }

    [Fact]
    public async Task Whole_examinations_are_done_on_a_node_and_all_is_found_intact()
    {
        using var folder = new TemporaryFolder();
        await using var node = await Archive.Testing.Nodes.NodeProcess.StartAsync(folder["data"]);
        var target = new Target(node.Host, node.DicomPort, new AeTitle("ARCHIVE"), null);
        string[] modalities = ["ct", "mr", "pet-ct", "ultrasound", "dental", "nuclear"];
        var scenario = new Scenario
        {
            About = "examinations",
            WarmUp = TimeSpan.Zero,
            Duration = TimeSpan.FromSeconds(2),
            Loads =
            [
                .. modalities.Select(modality => new LoadPlan
                {
                    Modality = modality,
                    Does = Work.Examination,
                    ObjectsTimes = 0.02,
                    IsPaced = false,
                    ThinkTimes = 0,
                    Closed = new ClosedUsers { Users = 1, ThinkTime = TimeSpan.FromSeconds(1) },
                }),
                new LoadPlan { Modality = "workstation", Does = Work.Retrieve, Closed = new ClosedUsers { Users = 1, ThinkTime = TimeSpan.FromSeconds(0.2) } },
                new LoadPlan { Modality = "workstation", Does = Work.Query, Queries = Enum.GetValues<QueryKind>(), Closed = new ClosedUsers { Users = 1 } },
                new LoadPlan { Modality = "ct", Does = Work.Worklist, Closed = new ClosedUsers { Users = 1, ThinkTime = TimeSpan.FromSeconds(0.2) } },
                new LoadPlan { Modality = "mr", Does = Work.Echo, Closed = new ClosedUsers { Users = 1, ThinkTime = TimeSpan.FromSeconds(0.2) } },
            ],
        };
        var engine = new Engine(scenario, [target], StudyIdentity.NewRoot(), 1);
        var recorder = await engine.RunAsync(CancellationToken.None);
        var report = await new Verification([target], TimeSpan.FromSeconds(30)).RunAsync(engine.Ledger, CancellationToken.None);

        Assert.True(recorder.Errors.Count == 0, string.Join('\n', recorder.Errors));
        Assert.All(modalities, modality => Assert.True(recorder.Of(modality, "Examination").Succeeded > 0, modality));
        Assert.True(recorder.Of("workstation", "Get").Succeeded > 0);
        Assert.All(["Associate", "Step begin", "Store", "Step end", "Commit"], operation => Assert.True(recorder.Of("pet-ct", operation).Succeeded > 0, operation));
        Assert.True(report.IsKept && report.Acknowledged > 30, report.ToString());
    }

    private static async Task<(RunRecorder Recorder, Engine Engine)> RunAsync(ScriptedTarget target, LoadPlan load, double seconds, CancellationToken stop = default)
    {
        var engine = new Engine(NewScenario(load, seconds), [target.Target], StudyIdentity.NewRoot(), 1);
        return (await engine.RunAsync(stop), engine);
    }

    private static Scenario NewScenario(LoadPlan load, double seconds) => new()
    {
        About = "test",
        WarmUp = TimeSpan.Zero,
        Duration = TimeSpan.FromSeconds(seconds),
        Timeout = TimeSpan.FromSeconds(10),
        Loads = [load],
    };
}
