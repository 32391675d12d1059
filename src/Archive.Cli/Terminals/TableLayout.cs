namespace Archive.Cli.Terminals;

/// <summary>How wide the columns of a table are, so that it fits into a terminal.</summary>
/// <param name="Widths">In cells, one for each column; empty when nothing fits: a row is then a block of lines.</param>
/// <param name="IsLastBelow">The last column stands on a line of its own below the others.</param>
internal sealed record TableLayout(IReadOnlyList<int> Widths, bool IsLastBelow)
{
    public const string Separator = "  ";

    private const int ComfortableWidth = 14;
    private const int LeastWidth = 6;
    private const int GreatestWidth = 40;

    public static TableLayout Create(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> sample, int terminalWidth)
    {
        var natural = columns.Select((column, i) => Math.Max(TextCells.Width(column.Title), sample.Select(row => TextCells.Width(row[i])).DefaultIfEmpty().Max())).ToArray();
        for (var i = 0; i < natural.Length; i++)
            natural[i] = columns[i].IsFlexible ? Math.Min(natural[i], GreatestWidth) : natural[i];
        if (Shrink(natural, columns, ComfortableWidth, terminalWidth) is { } beside)
            return new TableLayout(beside, IsLastBelow: false);
        if (Shrink(natural[..^1], columns, LeastWidth, terminalWidth) is { } above)
            return new TableLayout(above, IsLastBelow: true);
        return new TableLayout([], IsLastBelow: false);
    }

    /// <summary>Takes from the widest of the flexible columns until all fit; null when they do not.</summary>
    private static int[]? Shrink(int[] natural, IReadOnlyList<TableColumn> columns, int leastWidth, int terminalWidth)
    {
        var widths = natural.ToArray();
        var excess = widths.Sum() + (Separator.Length * (widths.Length - 1)) - terminalWidth;
        for (; excess > 0; excess--)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                if (columns[i].IsFlexible && widths[i] > leastWidth && (widest < 0 || widths[i] > widths[widest]))
                    widest = i;
            }

            if (widest < 0)
                return null;
            widths[widest]--;
        }

        return widths;
    }
}
