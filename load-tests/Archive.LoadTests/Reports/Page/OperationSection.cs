namespace Archive.LoadTests.Reports.Page;

/// <summary>Each operation of each modality in numbers.</summary>
internal static class OperationSection
{
    public static void Write(HtmlWriter html, RunReport report)
    {
        var seconds = Math.Max(report.Run.MeasuredSeconds, 1e-3);
        html.Write($"<h2>Modalities and operations</h2>");
        html.Write($"<p class='dim'>Rates are of what ended in the measured time. Times are in milliseconds.</p><div class='wide'>");
        html.Write($"<table>");
        html.Write($"<tr><th colspan='2'></th><th class='group' colspan='4'>how many</th><th class='group' colspan='2'>rate</th>");
        html.Write($"<th class='group' colspan='5'>latency, from the planned start</th><th class='group' colspan='3'>service</th></tr>");
        html.Write($"<tr><th>modality</th><th>operation</th><th class='n first'>planned</th><th class='n'>succeeded</th>");
        html.Write($"<th class='n'>failed</th><th class='n'>late</th>");
        html.Write($"<th class='n first'>per s</th><th class='n'>MB/s</th><th class='n first'>p50</th><th class='n'>p90</th>");
        html.Write($"<th class='n'>p99</th><th class='n'>p99.9</th>");
        html.Write($"<th class='n'>max</th><th class='n first'>p50</th><th class='n'>p99</th><th class='n'>max</th></tr>");
        foreach (var operation in report.Operations)
        {
            var (latency, service) = (operation.Latency, operation.Service);
            html.Write($"<tr><td>{operation.Modality}</td><td>{operation.Operation}</td>");
            html.Write($"<td class='n first'>{Numbers.Count(operation.Planned)}</td>");
            html.Write($"<td class='n'>{Numbers.Count(operation.Succeeded)}</td>");
            html.Write($"<td class='n {(operation.Failed > 0 ? "missed" : "")}'>{Numbers.Count(operation.Failed)}</td>");
            html.Write($"<td class='n'>{Numbers.Count(operation.LateStarts)}</td>");
            html.Write($"<td class='n first'>{Numbers.Of(operation.SucceededInTime / seconds)}</td>");
            html.Write($"<td class='n'>{Numbers.Of(operation.Bytes / seconds / 1e6)}</td>");
            html.Write($"<td class='n first'>{Ms(latency, latency.P50Ms)}</td><td class='n'>{Ms(latency, latency.P90Ms)}</td>");
            html.Write($"<td class='n'>{Ms(latency, latency.P99Ms)}</td><td class='n'>{Ms(latency, latency.P999Ms)}</td>");
            html.Write($"<td class='n'>{Ms(latency, latency.MaxMs)}</td>");
            html.Write($"<td class='n first'>{Ms(service, service.P50Ms)}</td><td class='n'>{Ms(service, service.P99Ms)}</td>");
            html.Write($"<td class='n'>{Ms(service, service.MaxMs)}</td></tr>");
        }

        html.Write($"</table></div>");
    }

    private static string Ms(LatencySummary summary, double ms) => Numbers.Of(summary.Count == 0 ? double.NaN : ms);
}
