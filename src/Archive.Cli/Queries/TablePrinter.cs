using Archive.Cli.Terminals;
using Archive.Protocol.Data;

namespace Archive.Cli.Queries;

/// <summary>For people: a table that fits into the terminal.</summary>
internal sealed class TablePrinter(Terminal terminal, IReadOnlyList<AnswerColumn> columns) : IAnswerPrinter
{
    private readonly StreamingTable _table = new(terminal, [.. columns.Select(column => column.ToTableColumn())]);

    public bool IsHolding => _table.IsHolding;

    public void Print(DataSet answer) => _table.Add([.. columns.Select(column => column.TextOf(answer))]);

    public void Flush() => _table.Flush();
}
