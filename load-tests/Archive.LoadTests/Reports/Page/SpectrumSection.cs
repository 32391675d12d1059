namespace Archive.LoadTests.Reports.Page;

/// <summary>How long people waited, to the last of a hundred thousand, and how much of it the target needed once it was asked.</summary>
internal static class SpectrumSection
{
    private const int MostCharts = 6;

    public static void Write(HtmlWriter html, IReadOnlyList<OperationReport> operations)
    {
        var charts = operations.Where(operation => operation.Latency.Count > 0)
            .GroupBy(operation => operation.Operation, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(operation => operation.Latency.Count))
            .Take(MostCharts)
            .ToArray();
        html.Write($"<h2>Latency spectrum</h2>");
        html.Write($"<p class='dim'>Read a point as: so many percent took at most so long. Latency counts from the planned start and so ");
        html.Write($"has the waiting ");
        html.Write($"that a slow target causes; service counts from when a device really began. Where they part, the target did not ");
        html.Write($"keep up. Modalities together, the most frequent operations.</p>");
        html.Write($"<div class='charts'>");
        foreach (var chart in charts)
        {
            var latency = Summaries.Merge(chart.Select(operation => operation.Latency));
            var service = Summaries.Merge(chart.Select(operation => operation.Service));
            var nines = Math.Clamp((int)Math.Ceiling(Math.Log10(latency.Count)), 2, 6);
            var ms = Points(latency).Concat(Points(service)).Select(point => point.Y).ToArray();
            Chart.Write(
                html,
                $"{chart.Key}, ms ({Numbers.Count(latency.Count)})",
                "percentile",
                Axis.Percentiles(nines),
                Axis.Logarithmic(ms.Min(), ms.Max()),
                [new ChartLine("latency", 1, Points(latency)), new ChartLine("service", 2, Points(service))]);
        }

        html.Write($"</div>");
    }

    private static (double X, double Y)[] Points(LatencySummary summary) => [.. summary.Spectrum.Select(point => (point.Percentile, point.Ms))];
}
