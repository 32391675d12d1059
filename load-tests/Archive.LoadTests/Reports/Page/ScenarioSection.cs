using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archive.LoadTests.Reports.Page;

/// <summary>The scenario, to run it again.</summary>
internal static class ScenarioSection
{
    // Escaped once, by the page.
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(HtmlWriter html, JsonElement scenario)
    {
        if (scenario.ValueKind == JsonValueKind.Undefined)
            return;
        html.Write($"<h2>The scenario</h2><details><summary>The file that was run</summary>");
        html.Write($"<pre>{JsonSerializer.Serialize(scenario, Options)}</pre></details>");
    }
}
