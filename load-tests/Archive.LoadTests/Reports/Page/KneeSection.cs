namespace Archive.LoadTests.Reports.Page;

/// <summary>How much the target can take: each step of the search.</summary>
internal static class KneeSection
{
    /// <summary>Null when none was.</summary>
    public static double? HighestKept(IReadOnlyList<KneeStep> knee) => knee.Where(step => step.IsKept).Max(step => (double?)step.Rate);

    public static void Write(HtmlWriter html, IReadOnlyList<KneeStep> knee)
    {
        var steps = knee.OrderBy(step => step.Rate).ToArray();
        html.Write($"<h2>The knee</h2><div class='charts'>");
        var x = Axis.Linear(0, steps[^1].Rate);
        var most = Math.Max(steps[^1].Rate, steps.Max(step => step.Completed));
        Chart.Write(html, "Completed, per s", "planned, per s", x, Axis.Linear(0, most),
        [
            new ChartLine("completed", 1, [.. steps.Select(step => (step.Rate, step.Completed))]),
            new ChartLine("as planned", 2, [(0, 0), (steps[^1].Rate, steps[^1].Rate)]),
        ]);
        Chart.Write(html, "Latency p99, ms", "planned, per s", x, Axis.Logarithmic(steps.Min(step => step.P99Ms), steps.Max(step => step.P99Ms)),
            [new ChartLine("p99", 1, [.. steps.Select(step => (step.Rate, step.P99Ms))])]);
        html.Write($"</div><div class='wide'><table><tr><th>verdict</th><th class='n'>planned, per s</th><th class='n'>completed, per s");
        html.Write($"</th><th class='n'>p99, ms</th><th class='n'>failed</th></tr>");
        foreach (var step in steps)
        {
            html.Write($"<tr><td class='{(step.IsKept ? "kept" : "missed")}'>{(step.IsKept ? "✓ kept" : "✗ not kept")}</td>");
            html.Write($"<td class='n'>{Numbers.Of(step.Rate)}</td>");
            html.Write($"<td class='n'>{Numbers.Of(step.Completed)}</td><td class='n'>{Numbers.Of(step.P99Ms)}</td>");
            html.Write($"<td class='n'>{Numbers.Percent(step.FailedShare)}</td></tr>");
        }

        html.Write($"</table></div>");
    }
}
