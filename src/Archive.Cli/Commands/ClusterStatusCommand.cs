using System.CommandLine;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>cluster status</c>: what a node says of the cluster, as a table or as it said it.</summary>
internal sealed class ClusterStatusCommand : NodeCommand
{
    private const string NotReadyReason = "notReadyReason";

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

    private readonly Option<bool> _json = new("--json") { Description = "Print it as JSON" };

    public ClusterStatusCommand(ILocalNode node)
        : base("status", "Shows the nodes as one of them sees them.", node, TimeSpan.FromSeconds(15)) => Options.Add(_json);

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        using var status = await api.SendAsync(HttpMethod.Get, "/cluster", null, cancellationToken);
        if (parsed.GetValue(_json))
            await terminal.Output.WriteLineAsync(status.RootElement.GetRawText());
        else
            Print(status.RootElement, terminal);
    }

    private static void Print(JsonElement cluster, Terminal terminal)
    {
        var table = new StreamingTable(terminal, [.. Columns.Select(column => column.Column)]);
        var nodes = cluster.GetProperty("nodes").EnumerateArray().ToList();
        foreach (var node in nodes)
            table.Add([.. Columns.Select(column => TextOf(node, column.Name) ?? "-")]);
        table.Flush();
        var asked = TextOf(cluster, "node");
        foreach (var node in nodes.Where(node => TextOf(node, "address") != asked))
            Remark($"{TextOf(node, "address")} takes no objects, as of its last beat:", TextOf(node, NotReadyReason));
        Remark($"{asked} takes no objects:", TextOf(cluster, NotReadyReason));
        Remark($"{asked} waits", TextOf(cluster, "waitsFor"));
        Remark("The lease is held by", TextOf(cluster, "leaseHolder"));

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
