using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.CharacterSets;

/// <summary>In which character set a text is sent to a peer that reads only some.</summary>
public sealed class CharacterSetChoiceTests
{
    private const string JapaneseName = "Yamada^Tarou=山田^太郎=やまだ^たろう";

    private static readonly CharacterSet[] Latin1Only = [Parse("ISO_IR 100")];

    private static readonly CharacterSet[] Japanese =
        [Parse("ISO_IR 100"), Parse("ISO_IR 13"), Parse(@"\ISO 2022 IR 87"), Parse(@"ISO 2022 IR 13\ISO 2022 IR 87")];

    private static readonly CharacterSet[] Six =
        [Parse("ISO_IR 100"), Parse("ISO_IR 144"), Parse(@"\ISO 2022 IR 87"), Parse(@"\ISO 2022 IR 149"), Parse("GB18030"), Parse("ISO_IR 192")];

    [Fact]
    [Requirement("VEREOS-33")]
    public void Text_stored_as_UTF_8_is_sent_in_the_default_repertoire_or_ISO_IR_100()
    {
        var ascii = CharacterSet.Utf8.Decode("Doe^Jane"u8, Vr.PN);
        var latin = CharacterSet.Utf8.Decode("Müller^Jérôme"u8, Vr.PN);

        Assert.Empty(CharacterSet.ChooseFor(ascii, Latin1Only).DefinedTerms);
        var chosen = CharacterSet.ChooseFor(latin, Latin1Only);
        Assert.Equal(["ISO_IR 100"], chosen.DefinedTerms);
        Assert.Equal(Encoding.Latin1.GetBytes("Müller^Jérôme"), chosen.Encode(latin, Vr.PN, out var lossless));
        Assert.True(lossless);
    }

    [Theory]
    [Requirement("OASIS-45")]
    [InlineData("Müller", "ISO_IR 100")]
    [InlineData("ﾔﾏﾀﾞ^ﾀﾛｳ", "ISO_IR 13")]
    [InlineData(JapaneseName, @"\ISO 2022 IR 87")]
    [InlineData("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", @"ISO 2022 IR 13\ISO 2022 IR 87")]
    public void First_allowed_set_that_holds_the_text_is_chosen(string text, string declaration)
    {
        var chosen = CharacterSet.ChooseFor(text, Japanese);

        Assert.Equal(declaration, chosen.ToString());
        Assert.Equal(text, chosen.Decode(chosen.Encode(text, Vr.PN, out var lossless), Vr.PN));
        Assert.True(lossless);
    }

    [Fact]
    [Requirement("OASIS-45")]
    public void Characters_that_no_allowed_set_holds_are_replaced_one_by_one()
    {
        var chosen = CharacterSet.ChooseFor("김^山😀=山田", Japanese);

        var bytes = chosen.Encode("김^山😀=山田", Vr.PN, out var lossless);

        Assert.Equal(@"\ISO 2022 IR 87", chosen.ToString());
        Assert.Equal("?^山?=山田", chosen.Decode(bytes, Vr.PN));
        Assert.False(lossless);
    }

    [Theory]
    [Requirement("MX1-28")]
    [InlineData("Doe^Jane", "")]
    [InlineData("Люксембург^Роза", "ISO_IR 144")]
    [InlineData("Hong^Gildong=洪^吉洞=홍^길동", @"\ISO 2022 IR 149")]
    [InlineData("สมชาย", "GB18030")]
    public void Name_outside_the_preferred_set_is_sent_in_another_that_the_caller_reads(string text, string declaration) =>
        Assert.Equal(declaration, CharacterSet.ChooseFor(text, Six).ToString());

    [Fact]
    [Requirement("MX1-28")]
    public void Without_an_allowed_set_no_byte_above_7F_is_sent()
    {
        var chosen = CharacterSet.ChooseFor("Müller", []);

        Assert.Empty(chosen.DefinedTerms);
        Assert.Equal("M?ller"u8, chosen.Encode("Müller", Vr.PN, out _));
    }

    private static CharacterSet Parse(string declaration) => CharacterSet.Parse(declaration.Split('\\'));
}
