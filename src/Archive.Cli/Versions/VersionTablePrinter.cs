using Archive.Cli.Terminals;

namespace Archive.Cli.Versions;

/// <summary>For people: a table that fits into the terminal.</summary>
internal sealed class VersionTablePrinter(Terminal terminal) : IVersionPrinter
{
    private static readonly VersionColumn[] Columns = [.. VersionColumn.All.Where(column => column.Text is not null)];

    private readonly StreamingTable _table = new(terminal, [.. Columns.Select(column => new TableColumn(column.Title!, column.IsFlexible, column.IsRight))]);

    public void Print(ListedVersion version) => _table.Add([.. Columns.Select(column => column.Text!(version))]);

    public void Complete() => _table.Flush();
}
