using System.Diagnostics.Metrics;
using Archive.Node.Http;

namespace Archive.Node.Tests.Http;

public sealed class PrometheusMetricsTests : IDisposable
{
    private readonly PrometheusMetrics _metrics = new();
    private readonly Meter _meter = new("Archive.Test");

    public void Dispose()
    {
        _meter.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void A_counter_is_a_sum_for_each_set_of_labels()
    {
        var counter = _meter.CreateCounter<long>("archive.test.objects", description: "Objects of a test.");
        counter.Add(2, Tag("result", "stored"));
        counter.Add(3, Tag("result", "stored"));
        counter.Add(1, Tag("result", "refused"));

        var family = Render("archive_test_objects_total");

        Assert.Equal("counter", family.Type);
        Assert.Equal(5, family.Value("result=\"stored\""));
        Assert.Equal(1, family.Value("result=\"refused\""));
        Assert.Contains("# HELP archive_test_objects_total Objects of a test.\n", _metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_up_and_down_and_what_is_observed_are_gauges()
    {
        var open = _meter.CreateUpDownCounter<long>("archive.test.open");
        var observed = 7.5;
        _meter.CreateObservableGauge("archive.test.level", () => observed);
        open.Add(3);
        open.Add(-1);

        Assert.Equal(("gauge", 2), (Render("archive_test_open").Type, Render("archive_test_open").Value()));
        Assert.Equal(("gauge", 7.5), (Render("archive_test_level").Type, Render("archive_test_level").Value()));
        observed = 1;
        Assert.Equal(1, Render("archive_test_level").Value());
    }

    [Fact]
    public void Units_are_in_the_names()
    {
        _meter.CreateCounter<long>("archive.test.stored", "By").Add(1);
        _meter.CreateHistogram<double>("archive.test.duration", "s").Record(0.003);
        _meter.CreateUpDownCounter<long>("archive.test.used.bytes", "By").Add(1);

        Assert.Equal(1, Render("archive_test_stored_bytes_total").Value());
        Assert.Equal(1, Render("archive_test_duration_seconds").Value(suffix: "_count"));
        Assert.Equal(1, Render("archive_test_used_bytes").Value());
    }

    [Fact]
    public void A_histogram_counts_what_is_not_above_each_limit()
    {
        var histogram = _meter.CreateHistogram<long>("archive.test.group");
        foreach (var size in new[] { 1, 1, 2, 3, 5000 })
            histogram.Record(size);

        var family = Render("archive_test_group");

        Assert.Equal("histogram", family.Type);
        Assert.Equal(2, family.Value("le=\"1\"", "_bucket"));
        Assert.Equal(3, family.Value("le=\"2\"", "_bucket"));
        Assert.Equal(4, family.Value("le=\"4\"", "_bucket"));
        Assert.Equal(4, family.Value("le=\"1024\"", "_bucket"));
        Assert.Equal(5, family.Value("le=\"+Inf\"", "_bucket"));
        Assert.Equal(5007, family.Value(suffix: "_sum"));
    }

    [Fact]
    public void An_instrument_may_bring_its_own_limits_and_labels()
    {
        var histogram = _meter.CreateHistogram(
            "archive.test.advised", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [10, 20] });
        histogram.Record(15, Tag("kind", "a"));

        var family = Render("archive_test_advised");

        Assert.Equal(["kind=\"a\",le=\"10\"", "kind=\"a\",le=\"20\"", "kind=\"a\",le=\"+Inf\""],
            family.Samples.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(sample => sample.Labels));
    }

    [Fact]
    public void Labels_are_escaped()
    {
        _meter.CreateCounter<long>("archive.test.escaped").Add(1, Tag("peer.name", "a\\b\"c\nd"));

        Assert.Equal(1, Render("archive_test_escaped_total").Value("""peer_name="a\\b\"c\nd" """.TrimEnd()));
    }

    [Fact]
    public void What_is_not_the_archive_s_is_left_out()
    {
        using var other = new Meter("Other.Test");
        other.CreateCounter<long>("other.test").Add(1);

        Assert.DoesNotContain("other_test", _metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_count_at_once()
    {
        var counter = _meter.CreateCounter<long>("archive.test.many");
        var histogram = _meter.CreateHistogram<double>("archive.test.many.duration", "s");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                counter.Add(1, Tag("n", n % 2));
                histogram.Record(0.001);
            }
        })));

        Assert.Equal(8000, Render("archive_test_many_total").Samples.Sum(sample => sample.Value));
        Assert.Equal(8000, Render("archive_test_many_duration_seconds").Value(suffix: "_count"));
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    private Family Render(string name) => PrometheusText.Parse(_metrics.Render())[name];
}
