using System.Text.Json;

namespace Archive.LoadTests.Reports;

/// <summary>Writes and reads reports.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string path, RunReport report) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(report, Options));

    /// <exception cref="JsonException">It is no report, or one of a newer format: the message says which.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RunReport Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            CheckFormat(path, bytes);
            return JsonSerializer.Deserialize<RunReport>(bytes, Options) ?? throw new JsonException($"{path} is no report.");
        }
        catch (JsonException problem) when (!problem.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new JsonException($"{path} is no report of this rig: {problem.Message}", problem);
        }
    }

    // Before the members are read, which a newer format may have others of.
    private static void CheckFormat(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("format", out var format)
            || !format.TryGetInt32(out var number))
            throw new JsonException($"{path} is no report: it has no format.");
        if (number > RunReport.CurrentFormat)
        {
            throw new JsonException(
                $"{path} has format {number}, and this rig reads up to {RunReport.CurrentFormat}: a newer rig wrote it. Read it with that one.");
        }
    }
}
