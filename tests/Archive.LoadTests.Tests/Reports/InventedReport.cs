using System.Text.Json;
using Archive.LoadTests.Load;
using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Tests.Reports;

/// <summary>Reports of runs that never were.</summary>
internal static class InventedReport
{
    public const string Hostile = "</pre></title><script>alert('1 & \"2\"')</script>\0\u001b[2J";

    /// <summary>With every part that a report can have.</summary>
    public static RunReport Whole(string name = "mixed-day", double ms = 20) => new()
    {
        Run = new RunIdentity
        {
            StartedUtc = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc),
            WarmUpSeconds = 5,
            MeasuredSeconds = 20,
            Seed = 1,
            Name = name,
            Target = "ARCHIVE@127.0.0.1:11112",
            TargetVersion = "INVENTED_1",
            Machine = "2 processors",
            RigVersion = "0.1.0",
        },
        Scenario = JsonSerializer.SerializeToElement(new { about = "A day that never was." }),
        Verdicts =
        [
            new ThresholdVerdict { Name = "Store latency p99", Limit = 50, Measured = ms, Unit = "ms", IsKept = true },
            new ThresholdVerdict { Name = "Store failed share", Limit = 0, Measured = 0.01, Unit = "share", IsKept = false },
            new ThresholdVerdict { Name = "Store rate", Limit = 5, Measured = 9, Unit = "per s", IsKept = true },
        ],
        Operations = [Operation("ct", "Store", ms), Operation("mr", "Store", ms / 2), Operation("workstation", "Find StudyUid", 1)],
        Timeline = [.. Enumerable.Range(0, 24).Select(second => new TimelineSecond
        {
            Second = second,
            Planned = second < 20 ? 10 : 0,
            Completed = 10,
            Failed = 0,
            Bytes = 5_000_000,
            InFlight = 2,
            LatencyP50Ms = ms / 2,
            LatencyP99Ms = ms,
            ServiceP99Ms = second == 7 ? 0 : ms / 3,
        })],
        Errors = [new RunError { Modality = "ct", Operation = "Store", Kind = "A700", Count = 2, FirstSecond = 3, FirstExample = "no room (1.2.3)" }],
        Target = new TargetReport
        {
            Seconds = [.. Enumerable.Range(-5, 25).Select(second => new TargetSecond { Second = second, CpuPercent = 80, ResidentBytes = 200_000_000, HeapBytes = 9_000_000 })],
            Metrics = [new TargetMetric { Name = "objects_total{result=\"stored\"}", First = 1, Last = 201 }],
            Problems = ["Process 1 could not be read at some time."],
        },
        Slowest =
        [
            new SlowObject
            {
                Modality = "ct", Operation = "Store", SopInstanceUid = "1.2.3", Trace = "0-1-2", PlannedSecond = 3.5, LatencyMs = 99, ServiceMs = 9, Outcome = "succeeded",
            },
        ],
        Rig = new RigReport { LateShare = 0.001, IsLimit = false, CpuSeconds = 2, CpuPercent = 10, GcPauseMs = 3, Note = "" },
        Verification = new VerificationReport { Acknowledged = 200, Found = 200, Intact = 200, Missing = [], Damaged = [], Seconds = 1 },
        Knee =
        [
            new KneeStep { Rate = 10, Completed = 10, P99Ms = 5, FailedShare = 0, IsKept = true },
            new KneeStep { Rate = 20, Completed = 15, P99Ms = 5000, FailedShare = 0.1, IsKept = false },
        ],
    };

    /// <summary>As it is written for a run in which nothing happened.</summary>
    public static RunReport Empty() => Whole() with
    {
        Scenario = default,
        Verdicts = [],
        Operations = [],
        Timeline = [],
        Errors = [],
        Target = null,
        Slowest = [],
        Verification = null,
        Knee = [],
    };

    public static OperationReport Operation(string modality, string name, double ms)
    {
        var histogram = Histograms.New();
        for (var i = 1; i <= 100; i++)
            Histograms.Record(histogram, TimeSpan.FromMilliseconds(ms * i / 100));
        var summary = Summaries.Of(histogram);
        return new OperationReport
        {
            Modality = modality,
            Operation = name,
            Planned = 100,
            Succeeded = 98,
            SucceededInTime = 96,
            Failed = 2,
            Bytes = 50_000_000,
            LateStarts = 0,
            Latency = summary,
            Service = summary,
        };
    }
}
