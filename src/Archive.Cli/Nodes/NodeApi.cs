using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Archive.Cli.Nodes;

/// <summary>The HTTP interface of a running node, as commands use it.</summary>
internal sealed class NodeApi(Uri address, TimeSpan patience) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = patience };

    /// <summary>Where a node listens, of a command that does not take what the options say.</summary>
    public static Option<string> CreateOption() => new("--url") { Description = "Where a node listens for HTTP, if not where the options say", HelpName = "URL" };

    /// <exception cref="CommandException">The option is no address.</exception>
    public static NodeApi Open(ParseResult parsed, Option<string> option, ILocalNode node, TimeSpan patience)
    {
        if (parsed.GetValue(option) is not { } url)
            return new NodeApi(node.ReadOptions(parsed.UnmatchedTokens).HttpAddress, patience);
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? new NodeApi(address, patience)
            : throw new CommandException($"--url is no address of HTTP: '{url}'. Give one as http://host:port.");
    }

    /// <summary>The answer as JSON.</summary>
    /// <param name="body">JSON; null for none.</param>
    /// <exception cref="CommandException">No node answers, or it refuses; the message says why.</exception>
    public async Task<JsonDocument> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            if (body is { } json)
                request.Content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/dicom+json") } };
            using var response = await _http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonDocument.Parse(answer)
                : throw new CommandException(DetailOf(answer) ?? $"The node answers {(int)response.StatusCode} {response.ReasonPhrase}.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandException($"No node answers at {_http.BaseAddress}: {e.Message} Give another with --url.", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? DetailOf(byte[] answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer);
            return problem.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null; // an answer of somebody else, whose status says all that is known
        }
    }
}
