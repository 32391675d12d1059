using System.Text.Json;
using System.Xml.Linq;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Reports.Page;

namespace Archive.LoadTests.Tests.Reports;

public sealed class HtmlReportTests
{
    [Fact]
    public void The_page_has_every_part_of_a_report_the_verdict_first()
    {
        string[] expected =
        [
            "Thresholds", "What ran", "The knee", "Over time", "Latency spectrum", "Modalities and operations", "Errors", "The target's resources", "Slowest",
            "The rig itself", "Verification", "The scenario",
        ];

        Assert.Equal(expected, Parse(InventedReport.Whole()).Descendants("h2").Select(heading => heading.Value));
    }

    [Fact]
    public void What_a_report_has_not_is_left_out() =>
        Assert.Equal(["What ran"], Parse(InventedReport.Empty()).Descendants("h2").Select(heading => heading.Value));

    [Fact]
    public void Nothing_is_fetched_and_nothing_is_executed()
    {
        var page = Parse(InventedReport.Whole());

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href" or "style");
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_have_written_is_text_and_never_markup()
    {
        const string Text = InventedReport.Hostile;
        var whole = InventedReport.Whole(Text);
        var report = whole with
        {
            Run = whole.Run with { Target = Text, TargetVersion = Text, Machine = Text },
            Scenario = JsonSerializer.SerializeToElement(new { about = Text }),
            Verdicts = [whole.Verdicts[0] with { Name = Text }],
            Operations = [InventedReport.Operation(Text, Text, 5)],
            Errors = [whole.Errors[0] with { Modality = Text, Operation = Text, Kind = Text, FirstExample = Text }],
            Target = whole.Target! with { Metrics = [whole.Target.Metrics[0] with { Name = Text }], Problems = [Text] },
            Slowest = [whole.Slowest[0] with { SopInstanceUid = Text, Outcome = Text, Trace = Text }],
            Rig = whole.Rig with { IsLimit = true, Note = Text },
            Verification = whole.Verification! with { Missing = [Text], Damaged = [Text] },
        };

        var page = Parse(report);

        Assert.Empty(page.Descendants("script"));
        Assert.Equal(Text.Replace('\0', '\ufffd').Replace('\u001b', '\ufffd'), page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void The_worst_is_the_headline()
    {
        var report = InventedReport.Whole();
        Assert.Equal("✗ One threshold was missed", Headline(report));

        report = report with { Rig = report.Rig with { IsLimit = true } };
        Assert.Equal("✗ The rig was the limit", Headline(report));

        report = report with { Verification = report.Verification! with { Intact = 1 } };
        Assert.Equal("✗ Acknowledged objects are missing or damaged", Headline(report));

        Assert.Equal("✓ The threshold was kept", Headline(InventedReport.Whole() with { Verdicts = [report.Verdicts[0]] }));
    }

    [Fact]
    public void A_search_for_the_knee_says_what_was_kept_up_with_and_nothing_that_it_did_not_measure()
    {
        var knee = InventedReport.Empty() with { Knee = InventedReport.Whole().Knee };

        Assert.Equal("✓ 10.0 per s were kept up with", Headline(knee));
        Assert.Equal(["What ran", "The knee"], Parse(knee).Descendants("h2").Select(heading => heading.Value));
        Assert.Equal("✗ No rate was kept up with", Headline(knee with { Knee = [knee.Knee[1]] }));
    }

    [Fact]
    public void A_second_without_a_latency_interrupts_the_line()
    {
        var html = new HtmlWriter();

        Chart.Write(html, "t", "s", Axis.Linear(0, 4), Axis.Linear(0, 4), [new ChartLine("a", 1, [(0, 1), (1, 2), (2, double.NaN), (3, 1), (4, 1)])]);

        var path = XDocument.Parse(html.ToString()).Descendants("path").Last().Attribute("d")!.Value;
        Assert.Equal((2, 2), (path.Count(c => c == 'M'), path.Count(c => c == 'L')));
    }

    [Fact]
    public void Axes_have_round_ticks()
    {
        Assert.Equal(["0", "20", "40", "60", "80"], Axis.Linear(0, 73).Ticks.Select(tick => tick.Label));
        Assert.Equal(["0.1", "1", "10", "100", "1,000"], Axis.Logarithmic(0.3, 700).Ticks.Select(tick => tick.Label));
        Assert.Equal(["0 %", "50 %", "90 %", "99 %", "99.9 %"], Axis.Percentiles(3).Ticks.Select(tick => tick.Label));
        Assert.Equal(2.0 / 3, Axis.Percentiles(3).PositionOf(99), 6);
        Assert.Equal(0.5, Axis.Logarithmic(0.1, 1000).PositionOf(10), 6);
    }

    private static string Headline(RunReport report) =>
        Parse(report).Descendants("div").First(element => element.Attribute("class")!.Value.StartsWith("banner", StringComparison.Ordinal)).Element("b")!.Value;

    private static XDocument Parse(RunReport report) => XDocument.Parse(HtmlReport.Render(report));
}
