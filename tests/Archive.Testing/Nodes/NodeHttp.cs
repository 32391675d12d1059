using System.Globalization;
using System.Net;

namespace Archive.Testing.Nodes;

/// <summary>What a node says over HTTP.</summary>
public static class NodeHttp
{
    private static readonly HttpClient Http = new();

    public static async Task<(HttpStatusCode Status, string Text)> GetAsync(this INode node, string path)
    {
        using var response = await Http.GetAsync(new Uri(node.Http, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The value of a series, written as in the Prometheus text: <c>name</c> or <c>name{label="value"}</c>; 0 when it was never touched.</summary>
    public static async Task<double> MetricAsync(this INode node, string series)
    {
        var (_, text) = await node.GetAsync("/metrics");
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.AsSpan(series.Length + 1), CultureInfo.InvariantCulture);
    }
}
