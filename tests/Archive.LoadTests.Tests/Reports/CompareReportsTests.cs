using Archive.LoadTests.Load;
using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Tests.Reports;

public sealed class CompareReportsTests
{
    [Fact]
    public void Runs_of_one_name_are_one_group_with_a_median_and_a_spread()
    {
        var compared = Compare(("before", [10, 12, 11]), ("after", [5, 6, 5.5]));

        Assert.Equal(["before", "after"], compared.Names);
        Assert.Equal([3, 3], compared.Runs);
        var p99 = P99(compared);
        Assert.InRange(p99.Groups[0]!.Value.Median, 10.8, 11);
        Assert.InRange(p99.Groups[0]!.Value.Least, 9.8, 10);
        Assert.InRange(p99.Groups[0]!.Value.Most, 11.8, 12);
        Assert.InRange(p99.RatioOf(1)!.Value, 0.49, 0.51);
    }

    [Theory]
    [InlineData(new[] { 5, 6, 5.5 }, Difference.Lower)]
    [InlineData(new[] { 15, 16, 15.5 }, Difference.Higher)]
    [InlineData(new[] { 5, 6, 10.5 }, Difference.WithinNoise)]
    [InlineData(new[] { 5, 6.0 }, Difference.TooFewRuns)]
    internal void A_difference_is_one_when_no_run_lies_among_those_of_the_other(double[] after, Difference expected)
    {
        var compared = Compare(("before", [10, 12, 11]), ("after", after));

        Assert.Equal(expected, P99(compared).DifferenceOf(1, compared.Runs));
    }

    [Fact]
    public void The_far_end_of_all_runs_together_is_that_of_one_distribution()
    {
        var compared = Compare(("one", [10, 20, 30]));

        var together = Histograms.New();
        foreach (var run in new[] { 10, 20, 30 })
        {
            for (var i = 1; i <= 100; i++)
                Histograms.Record(together, TimeSpan.FromMilliseconds(run * i / 100.0));
        }

        var merged = compared.All.Single(measure => measure is { Modality: "ct", Measure: "p99.9 ms, merged" });
        Assert.Equal(Summaries.Of(together).P999Ms, merged.Groups[0]!.Value.Median);
        Assert.Null(merged.DifferenceOf(0, compared.Runs));
    }

    [Fact]
    public void An_operation_that_one_group_lacks_is_no_difference()
    {
        var other = InventedReport.Whole("other") with { Operations = [InventedReport.Operation("nm", "Store", 5)] };

        var compared = new CompareReports([InventedReport.Whole("one"), other]);

        Assert.Null(P99(compared).DifferenceOf(1, compared.Runs));
        Assert.Null(P99(compared).RatioOf(1));
    }

    [Fact]
    public void Why_the_numbers_may_say_less_is_told()
    {
        var one = InventedReport.Whole("one");
        var limited = InventedReport.Whole("two") with { Scenario = default, Rig = one.Rig with { IsLimit = true }, Run = one.Run with { Name = "two", Machine = "other" } };

        var warnings = new CompareReports([one, limited]).Warnings;

        Assert.Equal(3, warnings.Count);
        Assert.Contains("in 1 of 1 runs of two the rig was the limit: they say nothing of the target.", warnings);
    }

    [Fact]
    public void The_table_says_which_difference_is_noise()
    {
        using var output = new StringWriter();

        Compare(("before", [10, 12, 11]), ("after", [5, 6, 10.5])).Print(output);

        Assert.Contains(output.ToString().Split('\n'), line => line.StartsWith("| ct Store ", StringComparison.Ordinal)
            && line.Contains(" p99 ms ", StringComparison.Ordinal) && line.EndsWith("within noise |", StringComparison.Ordinal));
        Assert.Contains("before (3)", output.ToString(), StringComparison.Ordinal);
    }

    private static CompareReports Compare(params (string Name, double[] Ms)[] groups) =>
        new(groups.SelectMany(group => group.Ms.Select(ms => InventedReport.Whole(group.Name, ms))));

    private static ComparedMeasure P99(CompareReports compared) => compared.All.Single(measure => measure is { Modality: "ct", Operation: "Store", Measure: "p99 ms" });
}
