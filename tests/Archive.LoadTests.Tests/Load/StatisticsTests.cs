using Archive.LoadTests.Load;
using Archive.LoadTests.Population;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Tests.Load;

public sealed class StatisticsTests
{
    private const double Precision = 0.002; // three digits

    [Fact]
    public void Percentiles_of_a_uniform_distribution_are_those_of_the_distribution()
    {
        var histogram = Histograms.New();
        for (var milliseconds = 1; milliseconds <= 10_000; milliseconds++)
            Histograms.Record(histogram, TimeSpan.FromMilliseconds(milliseconds));

        var summary = Summaries.Of(histogram);

        Assert.Equal(10_000, summary.Count);
        AssertNear(5000.5, summary.MeanMs);
        AssertNear(5000, summary.P50Ms);
        AssertNear(9000, summary.P90Ms);
        AssertNear(9900, summary.P99Ms);
        AssertNear(9990, summary.P999Ms);
        AssertNear(10_000, summary.MaxMs);
    }

    [Fact]
    public void Percentiles_of_an_exponential_distribution_are_those_of_the_distribution()
    {
        var histogram = Histograms.New();
        const int Count = 200_000;
        for (var i = 0; i < Count; i++)
            Histograms.Record(histogram, TimeSpan.FromMilliseconds(-20 * Math.Log(1 - ((i + 0.5) / Count))));

        var summary = Summaries.Of(histogram);

        AssertNear(20, summary.MeanMs);
        AssertNear(20 * Math.Log(2), summary.P50Ms);
        AssertNear(20 * Math.Log(100), summary.P99Ms);
        AssertNear(20 * Math.Log(1000), summary.P999Ms);
        Assert.All(
            summary.Spectrum.Where(point => point.Percentile is > 0 and < 99.99), point => AssertNear(-20 * Math.Log(1 - (point.Percentile / 100)), point.Ms, 0.02));
    }

    [Fact]
    public void Distributions_that_were_written_are_merged_as_if_they_had_been_one()
    {
        var (first, second, both) = (Histograms.New(), Histograms.New(), Histograms.New());
        var draw = new Draw(1, 1);
        for (var i = 0; i < 10_000; i++)
        {
            var time = TimeSpan.FromMilliseconds(1 + (1000 * draw.NextDouble()));
            Histograms.Record(i % 3 == 0 ? first : second, time);
            Histograms.Record(both, time);
        }

        var merged = Thresholds.Percentile([Operation(Summaries.Of(first)), Operation(Summaries.Of(second))], 99);

        Assert.Equal(Summaries.Of(both).P99Ms, merged);
    }

    [Fact]
    public void What_was_planned_in_the_warm_up_or_after_the_end_counts_for_nothing()
    {
        var recorder = new RunRecorder(new RunClock(warmUp: TimeSpan.FromSeconds(1)), TimeSpan.FromSeconds(10));
        var store = recorder.Of("ct", "Store");

        recorder.Complete(recorder.Begin(store, TimeSpan.FromSeconds(-0.5), "t"), new Outcome(100));
        recorder.Complete(recorder.Begin(store, TimeSpan.FromSeconds(10.5), "t"), new Outcome(100));
        Assert.Equal((0, 0, 0), (store.Planned, store.Succeeded, store.Latency.TotalCount));

        recorder.Complete(recorder.Begin(store, TimeSpan.FromSeconds(0.5), "t"), new Outcome(100));
        Assert.Equal((1, 1, 100, 1), (store.Planned, store.Succeeded, store.Bytes, store.Latency.TotalCount));
    }

    [Fact]
    public void Latency_counts_from_the_planned_start_and_service_from_the_actual_one()
    {
        var recorder = new RunRecorder(new RunClock(TimeSpan.FromSeconds(-2)), TimeSpan.FromSeconds(10)); // two seconds after the begin
        var store = recorder.Of("ct", "Store");

        recorder.Complete(recorder.Begin(store, recorder.Clock.Now - TimeSpan.FromSeconds(1), "t"), default);

        Assert.InRange(store.Latency.GetValueAtPercentile(50), 990_000, 1_500_000);
        Assert.InRange(store.Service.GetValueAtPercentile(50), 0, 400_000);
    }

    [Fact]
    public void A_start_is_late_by_the_rig_only_when_a_device_was_free_for_it()
    {
        var recorder = new RunRecorder(new RunClock(TimeSpan.FromSeconds(-2)), TimeSpan.FromSeconds(10));
        var store = recorder.Of("ct", "Store");

        recorder.Begin(store, recorder.Clock.Now - TimeSpan.FromSeconds(1), "t", hadFreeDevice: false);
        Assert.Equal(0, store.LateStarts);
        recorder.Begin(store, recorder.Clock.Now - TimeSpan.FromSeconds(1), "t", hadFreeDevice: true);
        Assert.Equal(1, store.LateStarts);
    }

    [Fact]
    public void A_failure_that_was_waited_for_is_a_latency_and_one_that_came_at_once_is_none()
    {
        var recorder = new RunRecorder(new RunClock(TimeSpan.Zero), TimeSpan.FromSeconds(10));
        var store = recorder.Of("ct", "Store");

        recorder.Complete(recorder.Begin(store, recorder.Clock.Now, "t"), new Outcome(0, new Failure("A700", "no room")), "1.2.3");
        recorder.Complete(recorder.Begin(store, recorder.Clock.Now, "t"), new Outcome(0, new Failure("timeout", "no answer", IsWait: true)));

        Assert.Equal((2, 1), (store.Failed, store.Latency.TotalCount));
        Assert.Equal("no room (1.2.3)", recorder.Errors.Single(error => error.Kind == "A700").FirstExample);
    }

    [Fact]
    public void A_threshold_of_something_that_never_ran_is_missed()
    {
        var threshold = new Threshold { Operation = "Store", FailedShareAtMost = 0.5 };

        var verdict = Assert.Single(Thresholds.Evaluate([threshold], [], 10));
        Assert.Null(verdict.Measured);

        Assert.False(verdict.IsKept);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(400, false)]
    public void A_threshold_of_latency_is_kept_below_its_limit(int limitMs, bool isKept)
    {
        var histogram = Histograms.New();
        Histograms.Record(histogram, TimeSpan.FromMilliseconds(500));
        var threshold = new Threshold { Operation = "Find", LatencyBelow = TimeSpan.FromMilliseconds(limitMs) };

        var verdict = Assert.Single(Thresholds.Evaluate([threshold], [Operation(Summaries.Of(histogram), "Find PatientId")], 10));

        Assert.Equal(("Find latency p99", isKept), (verdict.Name, verdict.IsKept));
    }

    private static OperationReport Operation(LatencySummary latency, string name = "Store") => new()
    {
        Modality = "ct",
        Operation = name,
        Planned = latency.Count,
        Succeeded = latency.Count,
        SucceededInTime = latency.Count,
        Failed = 0,
        Bytes = 0,
        LateStarts = 0,
        Latency = latency,
        Service = latency,
    };

    private static void AssertNear(double expected, double actual, double precision = Precision) =>
        Assert.InRange(actual, (expected * (1 - precision)) - 0.002, (expected * (1 + precision)) + 0.002);
}
