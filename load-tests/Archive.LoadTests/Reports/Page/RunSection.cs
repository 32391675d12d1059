namespace Archive.LoadTests.Reports.Page;

/// <summary>What ran.</summary>
internal static class RunSection
{
    public static void Write(HtmlWriter html, RunReport report)
    {
        var run = report.Run;
        html.Write($"<h2>What ran</h2>");
        if (report.Scenario.ValueKind == System.Text.Json.JsonValueKind.Object && report.Scenario.TryGetProperty("about", out var about))
            html.Write($"<p>{about.ToString()}</p>");
        html.Write($"<dl><dt>Target</dt><dd>{run.Target}</dd><dt>Target's version</dt><dd>{run.TargetVersion ?? "not told"}</dd>");
        if (report.Operations.Count > 0)
        {
            html.Write($"<dt>Measured</dt><dd>{Numbers.Of(run.MeasuredSeconds)} s after {Numbers.Of(run.WarmUpSeconds)} s of warm-up</dd>");
            html.Write($"<dt>Seed</dt><dd>{run.Seed}</dd>");
            var seconds = Math.Max(run.MeasuredSeconds, 1e-3);
            var stores = report.Operations.Where(operation => operation.Operation == "Store").ToArray();
            var (stored, bytes) = (stores.Sum(operation => operation.SucceededInTime), stores.Sum(operation => operation.Bytes));
            var (failed, planned) = (report.Operations.Sum(operation => operation.Failed), report.Operations.Sum(operation => operation.Planned));
            html.Write($"<dt>Stored</dt><dd>{Numbers.Count(stored)} objects, {Numbers.Of(stored / seconds)} per s, ");
            html.Write($"{Numbers.Bytes(bytes / seconds)}/s</dd>");
            html.Write($"<dt>Failed</dt><dd>{Numbers.Count(failed)} of {Numbers.Count(planned)} operations</dd>");
        }

        html.Write($"<dt>Rig's machine</dt><dd>{run.Machine}</dd><dt>Rig's version</dt><dd>{run.RigVersion}</dd></dl>");
    }
}
