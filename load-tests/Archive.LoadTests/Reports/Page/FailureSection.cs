namespace Archive.LoadTests.Reports.Page;

/// <summary>What went wrong, the most frequent first.</summary>
internal static class FailureSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<RunError> errors)
    {
        html.Write($"<h2>Errors</h2>");
        if (errors.Count == 0)
        {
            html.Write($"<p>None.</p>");
            return;
        }

        html.Write($"<p class='dim'>By DICOM status or what happened; attempts that were made again are among them.</p>");
        html.Write($"<div class='wide'><table>");
        html.Write($"<tr><th class='n'>how many</th><th>modality</th><th>operation</th><th>kind</th><th class='n'>first in second</th>");
        html.Write($"<th>the first</th></tr>");
        foreach (var error in errors)
        {
            html.Write($"<tr><td class='n'>{Numbers.Count(error.Count)}</td><td>{error.Modality}</td><td>{error.Operation}</td>");
            html.Write($"<td>{error.Kind}</td>");
            html.Write($"<td class='n'>{error.FirstSecond}</td><td class='text'>{error.FirstExample}</td></tr>");
        }

        html.Write($"</table></div>");
    }
}
