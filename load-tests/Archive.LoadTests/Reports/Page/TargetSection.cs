namespace Archive.LoadTests.Reports.Page;

/// <summary>What the target took and said of itself. What it does not say has no chart.</summary>
internal static class TargetSection
{
    public static void Write(HtmlWriter html, TargetReport target, double measuredSeconds)
    {
        html.Write($"<h2>The target's resources</h2>");
        foreach (var problem in target.Problems)
            html.Write($"<p class='missed'>✗ {problem}</p>");
        if (target.Seconds.Count > 1)
        {
            html.Write($"<div class='charts'>");
            WriteChart(html, target, measuredSeconds, "Processor, % of one", second => second.CpuPercent);
            WriteChart(html, target, measuredSeconds, "Memory, MB", second => second.ResidentBytes / 1e6, "managed heap", second => second.HeapBytes / 1e6);
            WriteChart(html, target, measuredSeconds, "Paused for collections, % of the time", second => second.GcPausePercent);
            WriteChart(html, target, measuredSeconds, "Written to the disk, MB per s", second => second.DiskWriteBytes / 1e6);
            WriteChart(html, target, measuredSeconds, "Objects in a group commit", second => second.GroupObjects);
            WriteChart(html, target, measuredSeconds, "A group's flush, ms", second => second.GroupFlushMs);
            WriteChart(html, target, measuredSeconds, "Open associations", second => second.OpenAssociations);
            html.Write($"</div>");
        }

        WriteMetrics(html, target.Metrics);
    }

    private static void WriteChart(
        HtmlWriter html,
        TargetReport target,
        double measuredSeconds,
        string title,
        Func<TargetSecond, double?> value,
        string? secondName = null,
        Func<TargetSecond, double?>? second = null)
    {
        var lines = new List<ChartLine> { new(secondName is null ? title : "resident", 1, Points(value)) };
        if (secondName is not null && second is not null && target.Seconds.Any(one => second(one) is not null))
            lines.Add(new ChartLine(secondName, 2, Points(second)));
        var values = lines.SelectMany(line => line.Points).Select(point => point.Y).Where(y => !double.IsNaN(y)).ToArray();
        if (values.Length == 0)
            return;
        var (first, last) = (Math.Min(0, target.Seconds[0].Second), target.Seconds[^1].Second);
        double? drain = last > measuredSeconds + 1 ? measuredSeconds : null;
        Chart.Write(html, title, "s", Axis.Linear(first, last, isRounded: false), Axis.Linear(0, values.Max()), lines, drain);

        (double X, double Y)[] Points(Func<TargetSecond, double?> of) => [.. target.Seconds.Select(one => ((double)one.Second, of(one) ?? double.NaN))];
    }

    private static void WriteMetrics(HtmlWriter html, IReadOnlyList<TargetMetric> metrics)
    {
        var changed = metrics.Where(metric => !metric.First.Equals(metric.Last)).ToArray();
        if (changed.Length == 0)
            return;
        html.Write($"<details><summary>{changed.Length} of its {metrics.Count} metrics changed</summary><div class='wide'><table>");
        html.Write($"<tr><th>metric</th><th class='n'>before</th><th class='n'>after</th><th class='n'>difference</th></tr>");
        foreach (var metric in changed)
        {
            html.Write($"<tr><td class='text'><code>{metric.Name}</code></td><td class='n'>{Numbers.Of(metric.First)}</td>");
            html.Write($"<td class='n'>{Numbers.Of(metric.Last)}</td>");
            html.Write($"<td class='n'>{Numbers.Of(metric.Last - metric.First)}</td></tr>");
        }

        html.Write($"</table></div></details>");
    }
}
