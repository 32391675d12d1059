namespace Archive.Cli.Terminals;

/// <summary>
/// A table whose rows come one after the other. The first ones are held back to see how wide the columns should be; the
/// rest is printed as it comes, cut where it is wider.
/// </summary>
internal sealed class StreamingTable(Terminal terminal, IReadOnlyList<TableColumn> columns)
{
    private const int SampleRows = 50;

    private readonly List<IReadOnlyList<string>> _sample = [];
    private TableLayout? _layout;

    /// <summary>Rows are held back.</summary>
    public bool IsHolding => _sample.Count > 0;

    public void Add(IReadOnlyList<string> row)
    {
        if (_layout is not null)
        {
            Print(_layout, row);
            return;
        }

        _sample.Add(row);
        if (_sample.Count == SampleRows)
            Flush();
    }

    /// <summary>Prints what is held back.</summary>
    public void Flush()
    {
        if (_sample.Count == 0)
            return;
        if (_layout is null)
        {
            _layout = TableLayout.Create(columns, _sample, terminal.Width);
            PrintTitles(_layout);
        }

        foreach (var row in _sample)
            Print(_layout, row);
        _sample.Clear();
    }

    private void PrintTitles(TableLayout layout)
    {
        if (layout.Widths.Count == 0)
            return;
        terminal.Output.WriteLine(terminal.Bold(Line(layout, [.. columns.Select(column => column.Title)])));
    }

    private void Print(TableLayout layout, IReadOnlyList<string> row)
    {
        if (layout.Widths.Count == 0)
        {
            PrintBlock(row);
            return;
        }

        terminal.Output.WriteLine(Line(layout, row));
        if (layout.IsLastBelow)
            terminal.Output.WriteLine(terminal.Faint("  " + row[^1]));
    }

    private void PrintBlock(IReadOnlyList<string> row)
    {
        var width = columns.Max(column => TextCells.Width(column.Title));
        for (var i = 0; i < row.Count; i++)
            terminal.Output.WriteLine($"{terminal.Bold(TextCells.Fit(columns[i].Title, width))}{TableLayout.Separator}{row[i]}");
        terminal.Output.WriteLine();
    }

    private string Line(TableLayout layout, IReadOnlyList<string> texts)
    {
        var cells = layout.Widths.Select((width, i) => columns[i].IsFlexible || TextCells.Width(texts[i]) < width
            ? TextCells.Fit(texts[i], width, columns[i].IsRight)
            : texts[i]);
        return string.Join(TableLayout.Separator, cells).TrimEnd();
    }
}
