namespace Archive.LoadTests.Reports.Page;

/// <summary>A report as one page that needs nothing else: no network, no scripts, pictures within.</summary>
internal static class HtmlReport
{
    public static void Write(string path, RunReport report) => File.WriteAllText(path, Render(report));

    public static string Render(RunReport report)
    {
        var html = new HtmlWriter();
        html.Write($"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'/><meta name='viewport' content='width=device-width'/>");
        html.Write($"<title>{report.Run.Name}: load report</title>");
        html.WriteOwn($"<style>{ReadStyleSheet()}</style></head><body>\n");
        VerdictSection.Write(html, report);
        RunSection.Write(html, report);
        if (report.Knee.Count > 0)
            KneeSection.Write(html, report.Knee);
        if (report.Timeline.Count > 0)
            TimelineSection.Write(html, report);
        if (report.Operations.Count > 0)
        {
            SpectrumSection.Write(html, report.Operations);
            OperationSection.Write(html, report);
            FailureSection.Write(html, report.Errors);
        }

        if (report.Target is { } target)
            TargetSection.Write(html, target, report.Run.MeasuredSeconds);
        if (report.Slowest.Count > 0)
            SlowestSection.Write(html, report.Slowest);
        if (report.Operations.Count > 0)
            RigSection.Write(html, report);
        if (report.Verification is { } verification)
            VerificationSection.Write(html, verification);
        ScenarioSection.Write(html, report.Scenario);
        html.Write($"</body></html>");
        return html.ToString();
    }

    private static string ReadStyleSheet()
    {
        const string Name = "Archive.LoadTests.Reports.Page.page.css";
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"{Name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
