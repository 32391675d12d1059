namespace Archive.LoadTests.Reports.Page;

/// <summary>Whether the numbers say something of the target, or of the rig.</summary>
internal static class RigSection
{
    public static void Write(HtmlWriter html, RunReport report)
    {
        var rig = report.Rig;
        html.Write($"<h2>The rig itself</h2>");
        html.Write($"<p class='{(rig.IsLimit ? "missed" : "kept")}'>{(rig.IsLimit ? "✗ It was the limit" : "✓ It was not the limit")}");
        html.Write($"</p><dl>");
        html.Write($"<dt>Began late by its fault</dt><dd>{Numbers.Percent(rig.LateShare)}, limit {Numbers.Percent(rig.LateLimit)}</dd>");
        html.Write($"<dt>Processor time</dt><dd>{Numbers.Of(rig.CpuSeconds)} s, {Numbers.Of(rig.CpuPercent)} % of one processor</dd>");
        html.Write($"<dt>Paused for collections</dt><dd>{Numbers.Of(rig.GcPauseMs)} ms</dd>");
        var stored = report.Operations.Where(operation => operation.Operation == "Store").Sum(operation => operation.Succeeded);
        if (stored > 0)
            html.Write($"<dt>For each object stored</dt><dd>{Numbers.Of(rig.CpuSeconds / stored * 1000)} ms of processor time</dd>");
        html.Write($"</dl>");
        if (rig.Note.Length > 0)
            html.Write($"<p>{rig.Note}</p>");
    }
}
