namespace Archive.LoadTests.Reports.Page;

/// <summary>The first that is read: whether it is good, and what was asked for.</summary>
internal static class VerdictSection
{
    private const double BarWidth = 190;

    public static void Write(HtmlWriter html, RunReport report)
    {
        var target = report.Run.TargetVersion is { } version ? $"{report.Run.Target} ({version})" : report.Run.Target;
        html.Write($"<h1>{report.Run.Name}</h1><div class='dim'>Load on {target}, begun {report.Run.StartedUtc:yyyy-MM-dd HH:mm:ss} UTC</div>");
        var (isGood, headline, text) = Judge(report);
        html.Write($"<div class='banner {(isGood ? "" : "missed")}'><b class='{(isGood ? "kept" : "missed")}'>{(isGood ? "✓" : "✗")} {headline}</b><p>{text}</p></div>");
        if (report.Verdicts.Count == 0)
            return;
        html.Write($"<h2>Thresholds</h2><div class='wide'><table><tr><th>verdict</th><th>of</th><th class='n'>measured</th><th class='n'>limit</th><th>measured to limit</th></tr>");
        foreach (var verdict in report.Verdicts)
            WriteRow(html, verdict);
        html.Write($"</table></div>");
    }

    private static (bool IsGood, string Headline, string Text) Judge(RunReport report)
    {
        var missed = report.Verdicts.Count(verdict => !verdict.IsKept);
        if (report.Verification is { IsKept: false } verification)
            return (false, "Acknowledged objects are missing or damaged", $"{Numbers.Count(verification.Intact)} of {Numbers.Count(verification.Acknowledged)} acknowledged objects were found intact.");
        if (report.Rig.IsLimit)
            return (false, "The rig was the limit", report.Rig.Note);
        if (missed > 0)
            return (false, missed == 1 ? "One threshold was missed" : $"{missed} thresholds were missed", $"{report.Verdicts.Count - missed} of {report.Verdicts.Count} were kept.");
        if (report.Verdicts.Count > 0)
            return (true, report.Verdicts.Count == 1 ? "The threshold was kept" : $"All {report.Verdicts.Count} thresholds were kept", VerifiedText(report));
        return (true, report.Knee.Count > 0 ? "A search for the knee" : "Measured", "The scenario has no thresholds. " + VerifiedText(report));
    }

    private static string VerifiedText(RunReport report) => report.Verification is { } verification
        ? $"All {Numbers.Count(verification.Acknowledged)} acknowledged objects were found intact afterwards."
        : "What was acknowledged was not looked for afterwards (--verify).";

    private static void WriteRow(HtmlWriter html, ThresholdVerdict verdict)
    {
        var isLeast = verdict.Unit == "per s";
        html.Write($"<tr><td class='{(verdict.IsKept ? "kept" : "missed")}'>{(verdict.IsKept ? "✓ kept" : "✗ missed")}</td><td>{verdict.Name}</td>");
        html.Write($"<td class='n'>{Show(verdict.Measured)}</td><td class='n'>{(isLeast ? "at least" : verdict.Unit == "ms" ? "below" : "at most")} {Show(verdict.Limit)}</td><td>");
        var full = Math.Max(verdict.Limit * 1.25, verdict.Measured);
        if (verdict.Limit > 0)
        {
            var (length, mark) = (verdict.Measured / full * BarWidth, verdict.Limit / full * BarWidth);
            html.Write($"<svg class='bar' viewBox='0 0 {BarWidth} 14' role='img' aria-label='{Numbers.Percent(verdict.Measured / verdict.Limit)} of the limit'>");
            html.Write($"<rect class='track' y='3' width='{BarWidth}' height='8'/><rect class='{(verdict.IsKept ? "" : "over")}' y='3' width='{length:0.#}' height='8'/><path d='M{mark:0.#} 0V14'/></svg>");
        }

        html.Write($"</td></tr>");

        string Show(double value) => verdict.Unit == "share" ? Numbers.Percent(value) : $"{Numbers.Of(value)} {verdict.Unit}";
    }
}
