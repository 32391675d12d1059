namespace Archive.LoadTests.Reports.Page;

/// <summary>Those who waited longest.</summary>
internal static class SlowestSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<SlowObject> slowest)
    {
        html.Write($"<h2>Slowest</h2><div class='wide'><table><tr><th class='n'>latency, ms</th><th class='n'>service, ms</th>");
        html.Write($"<th class='n'>planned at, s</th>");
        html.Write($"<th>modality</th><th>operation</th><th>outcome</th><th>trace</th><th>SOP Instance UID</th></tr>");
        foreach (var slow in slowest)
        {
            html.Write($"<tr><td class='n'>{Numbers.Of(slow.LatencyMs)}</td><td class='n'>{Numbers.Of(slow.ServiceMs)}</td>");
            html.Write($"<td class='n'>{slow.PlannedSecond:0.000}</td>");
            html.Write($"<td>{slow.Modality}</td><td>{slow.Operation}</td><td>{slow.Outcome}</td><td>{slow.Trace}</td><td class='text'>");
            html.Write($"<code>{slow.SopInstanceUid ?? "–"}</code></td></tr>");
        }

        html.Write($"</table></div>");
    }
}
