using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>commitments list</c>: the transactions that fit, the newest first.</summary>
internal sealed class CommitmentsListCommand : ListCommand
{
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

    public CommitmentsListCommand(ILocalNode node)
        : base("Lists transactions, the newest first.", "/api/commitments", "commitments", [.. Columns.Select(column => column.Column)], node)
    {
        Options.Add(_aeTitle);
        Options.Add(_transaction);
        Options.Add(_state);
        Options.Add(_open);
    }

    protected override IEnumerable<(string Name, string? Value)> FiltersOf(ParseResult parsed) =>
    [
        ("aeTitle", parsed.GetValue(_aeTitle)),
        ("transactionUid", parsed.GetValue(_transaction)),
        ("state", parsed.GetValue(_state)),
        ("open", parsed.GetValue(_open) ? "true" : null),
    ];

    protected override string[] RowOf(JsonElement item) => [.. Columns.Select(column => CellOf(item, column.Name))];

    private static string CellOf(JsonElement transaction, string name)
    {
        if (!transaction.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return "-";
        return name == "requestedAt"
            ? value.GetDateTimeOffset().ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : TextCells.Clean(value.ToString());
    }
}
