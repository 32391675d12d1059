using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>A list of what a running node has, printed page by page as it comes.</summary>
internal abstract class ListCommand : NodeCommand
{
    private const int Page = 200;

    private readonly Option<int> _limit = new("--limit") { Description = "How many at most", DefaultValueFactory = _ => int.MaxValue, HelpName = "COUNT" };
    private readonly Option<bool> _json = new("--json") { Description = "Print them as JSON, one on each line" };
    private readonly string _path;
    private readonly string _items;
    private readonly IReadOnlyList<TableColumn> _columns;

    /// <param name="path">Of the list at the node.</param>
    /// <param name="items">The property of a page in which they stand.</param>
    protected ListCommand(string description, string path, string items, IReadOnlyList<TableColumn> columns, ILocalNode node)
        : base("list", description, node)
    {
        (_path, _items, _columns) = (path, items, columns);
        Options.Add(_limit);
        Options.Add(_json);
    }

    /// <summary>What restricts the list: names and values of the query; a value that is null is left out.</summary>
    /// <exception cref="CommandException">One is none.</exception>
    protected abstract IEnumerable<(string Name, string? Value)> FiltersOf(ParseResult parsed);

    protected abstract string[] RowOf(JsonElement item);

    protected static string TextOf(JsonElement values, string name) => TextCells.Clean(values.GetProperty(name).GetString() ?? "");

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var (rest, isJson) = (parsed.GetValue(_limit), parsed.GetValue(_json));
        if (rest < 1)
            throw new CommandException("--limit is a number from 1 on.");
        var filters = string.Concat(FiltersOf(parsed).Where(filter => filter.Value is not null)
            .Select(filter => $"&{Uri.EscapeDataString(filter.Name)}={Uri.EscapeDataString(filter.Value!)}"));
        var table = new StreamingTable(terminal, _columns);
        for (string? after = ""; after is not null;)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"{_path}?limit={Math.Min(rest, Page)}{filters}{after}");
            using var page = await api.SendAsync(HttpMethod.Get, query, null, cancellationToken);
            foreach (var item in page.RootElement.GetProperty(_items).EnumerateArray())
            {
                rest--;
                if (isJson)
                    await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(item));
                else
                    table.Add(RowOf(item));
            }

            after = rest > 0 && page.RootElement.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        }

        if (!isJson)
            table.Flush();
    }
}
