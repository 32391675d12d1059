namespace Archive.LoadTests.Reports.Page;

/// <summary>The first that is read: whether it is good, and what was asked for.</summary>
internal static class VerdictSection
{
    private const double BarWidth = 190;

    public static void Write(HtmlWriter html, RunReport report)
    {
        var target = report.Run.TargetVersion is { } version ? $"{report.Run.Target} ({version})" : report.Run.Target;
        html.Write($"<h1>{report.Run.Name}</h1><div class='dim'>Load on {target}, begun {report.Run.StartedUtc:yyyy-MM-dd HH:mm:ss} UTC");
        html.Write($"</div>");
        var (isGood, headline, text) = Judge(report);
        html.Write($"<div class='banner {(isGood ? "" : "missed")}'>");
        html.Write($"<b class='{(isGood ? "kept" : "missed")}'>{(isGood ? "✓" : "✗")} {headline}</b><p>{text}</p></div>");
        if (report.Verdicts.Count == 0)
            return;
        html.Write($"<h2>Thresholds</h2><div class='wide'><table><tr><th>verdict</th><th>of</th><th class='n'>measured</th>");
        html.Write($"<th class='n'>limit</th><th>measured to limit</th></tr>");
        foreach (var verdict in report.Verdicts)
            WriteRow(html, verdict);
        html.Write($"</table></div>");
    }

    private static (bool IsGood, string Headline, string Text) Judge(RunReport report)
    {
        var missed = report.Verdicts.Count(verdict => !verdict.IsKept);
        if (report.Verification is { IsKept: false } verification)
        {
            var found = $"{Numbers.Count(verification.Intact)} of {Numbers.Count(verification.Acknowledged)} acknowledged objects were found intact.";
            return (false, "Acknowledged objects are missing or damaged", found);
        }

        if (report.Rig.IsLimit)
            return (false, "The rig was the limit", report.Rig.Note);
        if (missed > 0)
        {
            var headline = missed == 1 ? "One threshold was missed" : $"{missed} thresholds were missed";
            return (false, headline, $"{report.Verdicts.Count - missed} of {report.Verdicts.Count} were kept.");
        }

        if (report.Verdicts.Count > 0)
            return (true, report.Verdicts.Count == 1 ? "The threshold was kept" : $"All {report.Verdicts.Count} thresholds were kept", VerifiedText(report));
        if (report.Knee.Count > 0)
        {
            return KneeSection.HighestKept(report.Knee) is { } rate
                ? (true, $"{Numbers.Of(rate)} per s were kept up with", "The highest rate of a search for the knee, whose limits are those of knee in the scenario.")
                : (false, "No rate was kept up with", "Begin the search for the knee lower, with --scale.");
        }

        return (true, "Measured", "The scenario has no thresholds. " + VerifiedText(report));
    }

    private static string VerifiedText(RunReport report) => report.Verification is { } verification
        ? $"All {Numbers.Count(verification.Acknowledged)} acknowledged objects were found intact afterwards."
        : "What was acknowledged was not looked for afterwards (--verify).";

    private static void WriteRow(HtmlWriter html, ThresholdVerdict verdict)
    {
        var isLeast = verdict.Unit == "per s";
        html.Write($"<tr><td class='{(verdict.IsKept ? "kept" : "missed")}'>{(verdict.IsKept ? "✓ kept" : "✗ missed")}</td>");
        html.Write($"<td>{verdict.Name}</td>");
        html.Write($"<td class='n'>{(verdict.Measured is { } shown ? Show(shown) : "nothing")}</td>");
        html.Write($"<td class='n'>{(isLeast ? "at least" : verdict.Unit == "ms" ? "below" : "at most")} {Show(verdict.Limit)}</td><td>");
        if (verdict is { Limit: > 0, Measured: { } measured })
        {
            var full = Math.Max(verdict.Limit * 1.25, measured);
            var (length, mark) = (measured / full * BarWidth, verdict.Limit / full * BarWidth);
            var share = Numbers.Percent(measured / verdict.Limit);
            html.Write($"<svg class='bar' viewBox='0 0 {BarWidth} 14' role='img' aria-label='{share} of the limit'>");
            html.Write($"<rect class='track' y='3' width='{BarWidth}' height='8'/>");
            html.Write($"<rect class='{(verdict.IsKept ? "" : "over")}' y='3' width='{length:0.#}' height='8'/>");
            html.Write($"<path d='M{mark:0.#} 0V14'/></svg>");
        }

        html.Write($"</td></tr>");

        string Show(double value) => verdict.Unit == "share" ? Numbers.Percent(value) : $"{Numbers.Of(value)} {verdict.Unit}";
    }
}
