using Archive.Protocol.Pdu;

namespace Archive.Protocol.Tests.Pdu;

public sealed class AeTitleTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("SIXTEEN_LETTERS_")]
    [InlineData("with space")]
    [InlineData("a.b-c_d/e(1)")]
    public void Title_of_the_default_repertoire_is_valid(string text) => Assert.Equal(text, new AeTitle(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("SEVENTEEN_LETTERS")]
    [InlineData("A\\B")]
    [InlineData("A\nB")]
    [InlineData("A\u007F")]
    [InlineData("RÖNTGEN")]
    public void Other_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => new AeTitle(text));
        Assert.False(AeTitle.TryParse(text, out var title));
        Assert.True(title.IsEmpty);
    }

    [Fact]
    public void Spaces_at_both_ends_mean_nothing() => Assert.Equal(new AeTitle("CT 1"), new AeTitle("  CT 1 "));

    [Fact]
    public void Letter_case_distinguishes() => Assert.NotEqual(new AeTitle("ct"), new AeTitle("CT"));

    [Fact]
    public void Absent_text_is_no_title() => Assert.False(AeTitle.TryParse(null, out _));
}
