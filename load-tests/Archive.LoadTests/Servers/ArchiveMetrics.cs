using Archive.LoadTests.Targets;

namespace Archive.LoadTests.Servers;

/// <summary>What a node says of itself at <c>/metrics</c>.</summary>
internal static class ArchiveMetrics
{
    /// <summary>The value of a metric without labels, or null when the node does not name it.</summary>
    public static async Task<double?> ReadAsync(int httpPort, string name, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{httpPort}/metrics"), cancellationToken);
        return PrometheusText.Read(text).TryGetValue(name, out var value) ? value : null;
    }
}
