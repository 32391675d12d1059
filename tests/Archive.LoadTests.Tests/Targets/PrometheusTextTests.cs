using Archive.LoadTests.Targets;

namespace Archive.LoadTests.Tests.Targets;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Series_are_read_with_their_labels_and_the_rest_is_left_out()
    {
        var series = PrometheusText.Read("""
            # HELP objects_total Objects { of all } kinds
            # TYPE objects_total counter
            objects_total{result="stored",ae="A B"} 12
            objects_total{result="re}fused \"x\" 1"} 3 1712345678000

            resident_bytes 1.5e+08
              spaced	7
            lost NaN
            endless +Inf
            broken{result="
            nothing
            """);

        Assert.Equal(
            [("objects_total{result=\"re}fused \\\"x\\\" 1\"}", 3), ("objects_total{result=\"stored\",ae=\"A B\"}", 12), ("resident_bytes", 1.5e8), ("spaced", 7)],
            series.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
    }

    [Fact]
    public void A_metric_is_summed_over_its_labels_and_no_other_of_a_longer_name()
    {
        var series = PrometheusText.Read("open{node=\"a\"} 2\nopen{node=\"b\"} 3\nopen_total 100\n");

        Assert.Equal(5, PrometheusText.Sum(series, "open"));
        Assert.Null(PrometheusText.Sum(series, "ope"));
    }
}
