namespace Archive.LoadTests.Reports.Page;

/// <summary>Whether what was acknowledged is there.</summary>
internal static class VerificationSection
{
    public static void Write(HtmlWriter html, VerificationReport verification)
    {
        var (style, verdict) = verification.IsKept ? ("kept", "✓ All is there and intact") : ("missed", "✗ Not all is there and intact");
        html.Write($"<h2>Verification</h2>");
        html.Write($"<p class='{style}'>{verdict}</p>");
        html.Write($"<dl><dt>Acknowledged</dt><dd>{Numbers.Count(verification.Acknowledged)}</dd><dt>Found</dt>");
        html.Write($"<dd>{Numbers.Count(verification.Found)}</dd>");
        html.Write($"<dt>Intact</dt><dd>{Numbers.Count(verification.Intact)}</dd><dt>Took</dt><dd>{Numbers.Of(verification.Seconds)} s");
        html.Write($"</dd></dl>");
        WriteList(html, "Missing", verification.Missing);
        WriteList(html, "Damaged", verification.Damaged);
    }

    private static void WriteList(HtmlWriter html, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        html.Write($"<p><b>{name}</b>, the first:</p><ul>");
        foreach (var text in texts)
            html.Write($"<li><code>{text}</code></li>");
        html.Write($"</ul>");
    }
}
