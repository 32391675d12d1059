using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>commitments list</c>: the transactions that fit, the newest first, as they come.</summary>
internal sealed class CommitmentsListCommand : NodeCommand
{
    private const int Page = 200;

    private static readonly (string Name, TableColumn Column)[] Columns =
    [
        ("id", new("ID", IsFlexible: false)),
        ("aeTitle", new("AE TITLE", IsFlexible: false)),
        ("state", new("STATE", IsFlexible: false)),
        ("instances", new("INSTANCES", IsFlexible: false, IsRight: true)),
        ("failed", new("FAILED", IsFlexible: false, IsRight: true)),
        ("requestedAt", new("REQUESTED")),
        ("reports", new("REPORTS", IsRight: true)),
        ("transactionUid", new("TRANSACTION UID")),
        ("problem", new("PROBLEM")),
    ];

    private readonly Option<string> _aeTitle = new("--ae-title") { Description = "Those of one peer", HelpName = "AE" };
    private readonly Option<string> _transaction = new("--transaction") { Description = "Those of one Transaction UID", HelpName = "UID" };
    private readonly Option<string> _state = new("--state")
    {
        Description = "Received, Decided, Reporting, Delivered, Refused, Canceled, Expired or Withdrawn",
        HelpName = "STATE",
    };

    private readonly Option<bool> _open = new("--open") { Description = "Those for which something is still to be done" };
    private readonly Option<int> _limit = new("--limit") { Description = "How many at most", DefaultValueFactory = _ => int.MaxValue, HelpName = "COUNT" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the transactions as JSON, one on each line" };

    public CommitmentsListCommand(ILocalNode node)
        : base("list", "Lists transactions, the newest first.", node)
    {
        Options.Add(_aeTitle);
        Options.Add(_transaction);
        Options.Add(_state);
        Options.Add(_open);
        Options.Add(_limit);
        Options.Add(_json);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var (rest, isJson) = (parsed.GetValue(_limit), parsed.GetValue(_json));
        if (rest < 1)
            throw new CommandException("--limit is a number from 1 on.");
        var table = new StreamingTable(terminal, [.. Columns.Select(column => column.Column)]);
        for (string? after = ""; after is not null;)
        {
            using var page = await api.SendAsync(HttpMethod.Get, $"/api/commitments?limit={Math.Min(Page, rest)}{FilterOf(parsed)}{after}", null, cancellationToken);
            foreach (var transaction in page.RootElement.GetProperty("commitments").EnumerateArray())
            {
                rest--;
                if (isJson)
                    await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(transaction));
                else
                    table.Add([.. Columns.Select(column => TextOf(transaction, column.Name))]);
            }

            after = rest > 0 && page.RootElement.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        }

        if (!isJson)
            table.Flush();
    }

    private static string TextOf(JsonElement transaction, string name)
    {
        if (!transaction.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return "-";
        return name == "requestedAt"
            ? value.GetDateTimeOffset().ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : TextCells.Clean(value.ToString());
    }

    private string FilterOf(ParseResult parsed)
    {
        (string Name, string? Value)[] filters =
        [
            ("aeTitle", parsed.GetValue(_aeTitle)),
            ("transactionUid", parsed.GetValue(_transaction)),
            ("state", parsed.GetValue(_state)),
            ("open", parsed.GetValue(_open) ? "true" : null),
        ];
        return string.Concat(filters.Where(filter => filter.Value is not null).Select(filter => $"&{filter.Name}={Uri.EscapeDataString(filter.Value!)}"));
    }
}
