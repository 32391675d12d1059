using Archive.Cli.Terminals;

namespace Archive.Cli.Tests.Terminals;

public sealed class TextCellsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Smith^John", 10)]
    [InlineData("Äneas", 5)]
    [InlineData("山田^太郎", 9)]
    [InlineData("김희중", 6)]
    [InlineData("ﾔﾏﾀﾞ", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("שרון", 4)]
    public void East_Asian_characters_take_two_cells_and_combining_ones_none(string text, int width) => Assert.Equal(width, TextCells.Width(text));

    [Theory]
    [InlineData("Smith^John", 10, "Smith^John")]
    [InlineData("Smith^John", 6, "Smith…")]
    [InlineData("山田^太郎", 6, "山田^…")]
    [InlineData("山田^太郎", 4, "山…")]
    [InlineData("Smith", 0, "")]
    public void What_is_too_long_is_cut_to_whole_characters(string text, int width, string expected) => Assert.Equal(expected, TextCells.Cut(text, width));

    [Theory]
    [InlineData("山田^太郎", 4, "山… ")]
    [InlineData("Ng", 4, "Ng  ")]
    public void What_is_fitted_has_the_width_exactly(string text, int width, string expected) => Assert.Equal(expected, TextCells.Fit(text, width));

    [Fact]
    public void Control_characters_become_spaces() => Assert.Equal(" [31mred  next", TextCells.Clean("\x1B[31mred\r\nnext"));
}
