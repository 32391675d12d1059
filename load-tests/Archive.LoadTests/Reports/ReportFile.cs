using System.Text.Json;

namespace Archive.LoadTests.Reports;

/// <summary>Writes and reads reports.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string path, RunReport report) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(report, Options));

    /// <exception cref="JsonException">It is no report.</exception>
    public static RunReport Read(string path) =>
        JsonSerializer.Deserialize<RunReport>(File.ReadAllBytes(path), Options) ?? throw new JsonException($"{path} is no report.");
}
