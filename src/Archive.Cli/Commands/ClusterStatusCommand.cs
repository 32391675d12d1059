using System.CommandLine;
using System.Text.Json;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>cluster status</c>: what a node says of the cluster, as a table or as it said it.</summary>
internal sealed class ClusterStatusCommand : Command
{
    private const string NotReadyReason = "notReadyReason";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The names of the values, and what stands above them.</summary>
    private static readonly (string Name, TableColumn Column)[] Columns =
    [
        ("id", new("ID", IsFlexible: false, IsRight: true)),
        ("address", new("ADDRESS", IsFlexible: false)),
        ("version", new("VERSION")),
        ("status", new("STATUS")),
        ("isReachable", new("REACHABLE")),
        ("shards", new("SHARDS", IsFlexible: false, IsRight: true)),
        ("liveStudies", new("STUDIES", IsFlexible: false, IsRight: true)),
        ("lagSeconds", new("LAG", IsFlexible: false, IsRight: true)),
        ("request", new("WANTED")),
    ];

    private readonly Option<string> _url = new("--url") { Description = "Where a node listens for HTTP, if not where the options say", HelpName = "URL" };
    private readonly Option<bool> _json = new("--json") { Description = "Print it as JSON" };
    private readonly ILocalNode _node;

    public ClusterStatusCommand(ILocalNode node)
        : base("status", "Shows the nodes as one of them sees them.")
    {
        _node = node;
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_url);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Current();
        try
        {
            var text = await FetchAsync(AddressOf(parsed), cancellationToken);
            if (parsed.GetValue(_json))
                await terminal.Output.WriteLineAsync(text);
            else
                Print(text, terminal);
            return ExitCode.Success;
        }
        catch (CommandException e)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }

    private Uri AddressOf(ParseResult parsed)
    {
        if (parsed.GetValue(_url) is not { } url)
            return _node.ReadOptions(parsed.UnmatchedTokens).HttpAddress;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new CommandException($"--url is no address of HTTP: '{url}'. Give one as http://host:port.");
    }

    private static async Task<string> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            return await http.GetStringAsync(new Uri(address, "/cluster"), cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandException($"No node answers at {address}: {e.Message} Give another with --url.", e);
        }
    }

    private static void Print(string text, Terminal terminal)
    {
        using var json = JsonDocument.Parse(text);
        var table = new StreamingTable(terminal, [.. Columns.Select(column => column.Column)]);
        var nodes = json.RootElement.GetProperty("nodes").EnumerateArray().ToList();
        foreach (var node in nodes)
            table.Add([.. Columns.Select(column => TextOf(node, column.Name) ?? "-")]);
        table.Flush();
        var asked = TextOf(json.RootElement, "node");
        foreach (var node in nodes.Where(node => TextOf(node, "address") != asked))
            Remark($"{TextOf(node, "address")} takes no objects, as of its last beat:", TextOf(node, NotReadyReason));
        Remark($"{asked} takes no objects:", TextOf(json.RootElement, NotReadyReason));
        Remark($"{asked} waits", TextOf(json.RootElement, "waitsFor"));
        Remark("The lease is held by", TextOf(json.RootElement, "leaseHolder"));

        void Remark(string title, string? text)
        {
            if (text is not null)
                terminal.Output.WriteLine($"{title} {text}");
        }
    }

    /// <summary>Null: there is none, or the node is of another version, which does not say.</summary>
    private static string? TextOf(JsonElement values, string name) => !values.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.ToString(),
    };
}
