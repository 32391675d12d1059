using Archive.Cli.Terminals;

namespace Archive.Cli.Tests.Terminals;

public sealed class StreamingTableTests
{
    private static readonly TableColumn[] Columns =
        [new("Date", IsFlexible: false), new("Name"), new("Objects", IsFlexible: false, IsRight: true), new("Study Instance UID", IsFlexible: false)];

    [Fact]
    public void Columns_are_as_wide_as_their_texts_and_numbers_stand_on_the_right() => Assert.Equal(
        [
            "Date        Name        Objects  Study Instance UID",
            "2026-01-31  Smith^John        3  1.2.3",
            "2026-02-01  Ng               12  1.2.4",
        ],
        Print(80, ["2026-01-31", "Smith^John", "3", "1.2.3"], ["2026-02-01", "Ng", "12", "1.2.4"]));

    [Fact]
    public void Where_the_terminal_is_narrow_texts_are_cut_and_dates_are_not() => Assert.Equal(
        [
            "Date        Name            Objects  Study Instance UID",
            "2026-01-31  A name much l…        3  1.2.3",
        ],
        Print(55, ["2026-01-31", "A name much longer than there is room for", "3", "1.2.3"]));

    [Fact]
    public void A_UID_that_does_not_fit_stands_below_whole()
    {
        const string uid = "2.25.193650556978123186574870422000305878193650556978123186574";

        var lines = Print(60, ["2026-01-31", "Smith^John", "3", uid]);

        Assert.Equal("  " + uid, lines[2]);
        Assert.All(lines[..2], line => Assert.True(TextCells.Width(line) <= 60));
    }

    [Fact]
    public void Where_not_even_the_rest_fits_a_row_is_a_block_of_lines() => Assert.Equal(
        [
            "Date                2026-01-31",
            "Name                Smith^John",
            "Objects             3",
            "Study Instance UID  1.2.3",
            "",
        ],
        Print(20, ["2026-01-31", "Smith^John", "3", "1.2.3"]));

    [Fact]
    public void Rows_after_the_first_fifty_are_printed_as_they_come()
    {
        var terminal = TestTerminal.OfWidth(80);
        var table = new StreamingTable(terminal, Columns);

        for (var i = 0; i < 49; i++)
            table.Add(["2026-01-31", "Smith^John", "3", "1.2.3"]);
        Assert.Empty(terminal.Output.ToString()!);
        table.Add(["2026-01-31", "Smith^John", "3", "1.2.3"]);
        table.Add(["2026-01-31", "A name longer than those before", "3", "1.2.9"]);

        var lines = Lines(terminal);
        Assert.Equal(52, lines.Length);
        Assert.Equal("2026-01-31  A name lo…        3  1.2.9", lines[51]);
        Assert.False(table.IsHolding);
    }

    [Fact]
    public void Rows_that_are_held_back_are_printed_when_that_is_asked_for()
    {
        var terminal = TestTerminal.OfWidth(80);
        var table = new StreamingTable(terminal, Columns);

        table.Add(["2026-01-31", "Smith^John", "3", "1.2.3"]);
        Assert.True(table.IsHolding);
        table.Flush();

        Assert.Equal(2, Lines(terminal).Length);
        Assert.False(table.IsHolding);
    }

    private static string[] Print(int width, params IReadOnlyList<string>[] rows)
    {
        var terminal = TestTerminal.OfWidth(width);
        var table = new StreamingTable(terminal, Columns);
        foreach (var row in rows)
            table.Add(row);
        table.Flush();
        return Lines(terminal);
    }

    private static string[] Lines(Terminal terminal) => terminal.Output.ToString()!.Split('\n')[..^1];
}
