using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.CharacterSets;

public sealed class CharacterSetTests
{
    /// <summary>Every Defined Term of PS3.3 C.12.1.1.2 with a text that it holds.</summary>
    public static TheoryData<string, string> DefinedTerms { get; } = new()
    {
        { "ISO_IR 6", "Doe^Jane" },
        { "ISO_IR 100", "Äneas^Rüdiger" },
        { "ISO_IR 101", "Łukaszewicz^Małgorzata" },
        { "ISO_IR 109", "Ħamrun^Ġorġ" },
        { "ISO_IR 110", "Bērziņš^Jānis" },
        { "ISO_IR 144", "Люксембург^Роза" },
        { "ISO_IR 127", "قباني^لنزار" },
        { "ISO_IR 126", "Διονυσιος^Σολωμός" },
        { "ISO_IR 138", "שרון^דבורה" },
        { "ISO_IR 148", "Çağlayan^Işıl" },
        { "ISO_IR 203", "Œuvrard^Aimée €" },
        { "ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ" },
        { "ISO_IR 166", "สมชาย^ใจดี" },
        { @"ISO 2022 IR 6\ISO 2022 IR 100", "Rüdiger" },
        { @"\ISO 2022 IR 101\ISO 2022 IR 110", "Łukasz=Jānis" },
        { @"\ISO 2022 IR 109", "Ġorġ" },
        { @"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126", "Rüdiger^Роза^Σολωμός^Rüdiger" },
        { @"\ISO 2022 IR 127\ISO 2022 IR 138", "قباني שרון" },
        { @"\ISO 2022 IR 148\ISO 2022 IR 203", "Işıl €" },
        { @"\ISO 2022 IR 13", "ﾔﾏﾀﾞ^Tarou" },
        { @"\ISO 2022 IR 166", "สมชาย" },
        { @"\ISO 2022 IR 87\ISO 2022 IR 159", "山田^丂侄" },
        { @"\ISO 2022 IR 149", "김희중" },
        { @"\ISO 2022 IR 58", "张^小东" },
        { "GB18030", "王^小东 ḿ 𠀀" },
        { "GBK", "王^小東" },
        { "ISO_IR 192", "Yamada=山田=やまだ 😀" },
    };

    [Theory]
    [MemberData(nameof(DefinedTerms))]
    public void Text_of_every_defined_term_comes_back(string declaration, string text)
    {
        var characterSet = Parse(declaration);

        var bytes = characterSet.Encode(text, Vr.PN, out var lossless);

        Assert.True(lossless);
        Assert.Equal(text, characterSet.Decode(bytes, Vr.PN));
        Assert.Equal(declaration, characterSet.ToString());
    }

    [Theory]
    [InlineData("ISO-IR 100", "ISO_IR 100")]
    [InlineData("iso_ir 100", "ISO_IR 100")]
    [InlineData("ISO IR 192", "ISO_IR 192")]
    [InlineData(" ISO_IR_192 ", "ISO_IR 192")]
    [InlineData(@"\ISO_2022_IR_87", @"\ISO 2022 IR 87")]
    [InlineData(@"ISO 2022-IR 13\iso2022ir87", @"ISO 2022 IR 13\ISO 2022 IR 87")]
    [InlineData("gb18030", "GB18030")]
    public void Misspelt_terms_are_understood(string declaration, string meant) => Assert.Equal(meant, Parse(declaration).ToString());

    [Theory]
    [InlineData(@"ISO_IR 192\ISO 2022 IR 87", "ISO_IR 192")]
    [InlineData(@"\GB18030", "GB18030")]
    [InlineData(@"ISO 2022 IR 6\GBK\ISO_IR 192", "GBK")]
    public void First_set_that_allows_no_other_beside_it_wins(string declaration, string meant) =>
        Assert.Equal(meant, Parse(declaration).ToString());

    [Fact]
    [Requirement("MX1-30")]
    public void Empty_first_value_means_the_default_repertoire_and_is_kept()
    {
        var characterSet = Parse(@"\ISO 2022 IR 87\ISO 2022 IR 13");

        Assert.Equal(["", "ISO 2022 IR 87", "ISO 2022 IR 13"], characterSet.DefinedTerms);
        Assert.Equal("A~山ﾔ", characterSet.Decode([.. "A~\e$B;3\e(B\e)I"u8, 0xD4], Vr.LO));
    }

    [Fact]
    [Requirement("MX1-31")]
    public void Byte_5C_of_JIS_X_0201_is_a_yen_sign_in_text_and_a_separator_between_values()
    {
        var characterSet = Parse(@"ISO 2022 IR 13\ISO 2022 IR 87");
        byte[] bytes = [0xD4, (byte)'\\', 0xCF];

        Assert.Equal(["ﾔ¥ﾏ"], characterSet.DecodeValues(bytes, Vr.LT));
        Assert.Equal(["ﾔ", "ﾏ"], characterSet.DecodeValues(bytes, Vr.SH));
        Assert.Equal(["ﾔ", "ﾏ"], characterSet.DecodeValues(bytes, Vr.LO));
        Assert.Equal(["ﾔ", "ﾏ"], characterSet.DecodeValues(bytes, Vr.PN));
        Assert.Equal(bytes, characterSet.Encode("ﾔ¥ﾏ", Vr.ST, out _));
        Assert.Equal([0xD4, (byte)'?', 0xCF], characterSet.Encode("ﾔ¥ﾏ", Vr.LO, out var lossless));
        Assert.False(lossless);
    }

    [Fact]
    [Requirement("MX1-31")]
    public void Kanji_return_to_JIS_X_0201_when_that_is_value_1() =>
        Assert.Equal("\e$B;3ED\e(J"u8, Parse(@"ISO 2022 IR 13\ISO 2022 IR 87").Encode("山田", Vr.LO, out _));

    [Fact]
    [Requirement("MX1-29")]
    public void Text_returns_to_ASCII_before_every_delimiter()
    {
        var characterSet = Parse(@"\ISO 2022 IR 87");

        Assert.Equal("\e$B;3\e(B^\e$B;3\e(B=\e$B;3\e(B\\\e$B;3\e(B"u8, characterSet.Encode(@"山^山=山\山", Vr.PN, out _));
        Assert.Equal("\e$B;3\e(B\r\n\e$B;3\e(B\t\e$B;3\e(B\f"u8, characterSet.Encode("山\r\n山\t山\f", Vr.LT, out _));
    }

    [Fact]
    public void G1_of_value_1_is_designated_again_before_a_delimiter()
    {
        var characterSet = Parse(@"ISO 2022 IR 100\ISO 2022 IR 144");

        var bytes = characterSet.Encode("РоR^ü", Vr.PN, out _);

        Assert.Equal([0x1B, 0x2D, 0x4C, 0xC0, 0xDE, (byte)'R', 0x1B, 0x2D, 0x41, (byte)'^', 0xFC], bytes);
    }

    [Theory]
    [InlineData(Vr.PN, "김^김")]
    [InlineData(Vr.LT, "김\r\n김")]
    public void Designation_left_out_after_a_delimiter_is_assumed(Vr vr, string text)
    {
        var characterSet = Parse(@"\ISO 2022 IR 149");
        var bytes = characterSet.Encode(text, vr, out _);
        var second = bytes.AsSpan().LastIndexOf((byte)0x1B);

        Assert.Equal(text, characterSet.Decode([.. bytes[..second], .. bytes[(second + 4)..]], vr));
    }

    [Fact]
    public void Bytes_of_a_two_byte_character_are_no_delimiters() =>
        Assert.Equal(["湃春^A", "渺"], Parse(@"\ISO 2022 IR 87").DecodeValues("\e$B^\\=U\e(B^A\\\e$B^]\e(B"u8, Vr.PN));

    [Fact]
    [Requirement("MX1-32")]
    public void Trail_bytes_5C_and_5E_of_GB18030_separate_nothing()
    {
        byte[] bytes = [0xD5, 0x5C, 0xD5, 0x5E, (byte)'^', (byte)'A', (byte)'\\', 0xD5, 0x5C];

        foreach (var term in new[] { "GB18030", "GBK" })
            Assert.Equal(["誠誢^A", "誠"], Parse(term).DecodeValues(bytes, Vr.PN));
    }

    [Fact]
    public void Values_lose_their_padding_and_empty_ones_are_kept()
    {
        var characterSet = Parse("ISO_IR 192");

        Assert.Equal(["a", "", "ü b"], characterSet.DecodeValues(" a \\\\ü b\0"u8, Vr.LO));
        Assert.Equal(["  a\\b"], characterSet.DecodeValues("  a\\b  "u8, Vr.UT));
        Assert.Empty(characterSet.DecodeValues([], Vr.PN));
    }

    [Fact]
    [Requirement("VEREOS-25")]
    public void Undeclared_bytes_above_7F_are_read_as_ISO_IR_100()
    {
        Assert.Equal("Müller^Jérôme", CharacterSet.Parse([]).Decode(Latin1("Müller^Jérôme"), Vr.PN));
        Assert.Equal("Müller", CharacterSet.Parse([""]).Decode(Latin1("Müller"), Vr.PN));
        Assert.Equal("Müller", Parse("ISO_IR 6").Decode(Latin1("Müller"), Vr.PN));
        Assert.Equal("Müller", Parse(@"\ISO 2022 IR 6").Decode(Latin1("Müller"), Vr.PN));
    }

    [Fact]
    [Requirement("TIGER-29")]
    public void Undeclared_bytes_above_7F_are_read_by_the_configured_set_and_never_written()
    {
        var characterSet = CharacterSet.Parse([], undeclared: Parse("ISO_IR 144"));

        Assert.Equal("Роза", characterSet.Decode([0xC0, 0xDE, 0xD7, 0xD0], Vr.LO));
        Assert.Equal("Роза", CharacterSet.Parse(["ISO_IR 6"], Parse("ISO_IR 144")).Decode([0xC0, 0xDE, 0xD7, 0xD0], Vr.LO));
        Assert.Empty(characterSet.DefinedTerms);
        Assert.Equal("????"u8, characterSet.Encode("Роза", Vr.LO, out var lossless));
        Assert.False(lossless);
    }

    [Fact]
    [Requirement("TIGER-29")]
    public void Declared_set_is_honoured_before_the_configured_one() =>
        Assert.Equal("é", CharacterSet.Parse(["ISO_IR 192"], undeclared: Parse("ISO_IR 144")).Decode([0xC3, 0xA9], Vr.LO));

    [Theory]
    [InlineData("NO_SUCH_CHARSET", "A\uFFFD\uFFFDB")]
    [InlineData(@"ISO 2022 IR 87\NO_SUCH_CHARSET", "A\uFFFD\uFFFDB")]
    [InlineData("ISO_IR 192", "A\uFFFD\uFFFDB")]
    public void Undecodable_bytes_are_replaced(string declaration, string text) =>
        Assert.Equal(text, Parse(declaration).Decode([(byte)'A', 0xE9, 0xFF, (byte)'B'], Vr.LO));

    [Fact]
    public void Cut_escape_sequences_and_characters_cost_only_themselves()
    {
        var characterSet = Parse(@"ISO 2022 IR 87\NO_SUCH_CHARSET");

        Assert.Equal("山^\uFFFD$ZZ\uFFFD", characterSet.Decode([.. "\e$B;3\e(B^\e$ZZ"u8, 0xE9], Vr.PN));
        Assert.Equal("\uFFFD", characterSet.Decode("\e$B;"u8, Vr.PN));
        Assert.Equal("A\uFFFD", characterSet.Decode("A\e"u8, Vr.PN));
    }

    [Fact]
    [Requirement("BASICS-26")]
    public void Character_set_governs_text_alone()
    {
        var utf8 = Encoding.UTF8.GetBytes("é");
        Vr[] governed = [Vr.LO, Vr.LT, Vr.PN, Vr.SH, Vr.ST, Vr.UC, Vr.UT];
        Vr[] others = [Vr.AE, Vr.AS, Vr.CS, Vr.DA, Vr.DS, Vr.DT, Vr.IS, Vr.TM, Vr.UI, Vr.UR];

        Assert.All(governed, vr => Assert.Equal("é", CharacterSet.Utf8.Decode(utf8, vr)));
        Assert.All(others, vr => Assert.Equal("Ã©", CharacterSet.Utf8.Decode(utf8, vr)));
        Assert.All(others, vr => Assert.Equal("?"u8, CharacterSet.Utf8.Encode("é", vr, out _)));
    }

    [Fact]
    [Requirement("MX1-33")]
    public void Objects_of_one_study_in_different_sets_give_the_same_name()
    {
        const string Name = "Yamada^Tarou=山田^太郎=やまだ^たろう";
        string[] declarations = [@"\ISO 2022 IR 87", "ISO_IR 192", "GB18030", @"ISO 2022 IR 6\ISO 2022 IR 58"];

        foreach (var vr in new[] { Vr.SH, Vr.LO, Vr.ST, Vr.LT, Vr.PN })
        {
            var texts = declarations.Select(Parse).Select(set => set.Decode(set.Encode(Name, vr, out _), vr));
            Assert.All(texts, text => Assert.Equal(Name, text));
        }
    }

    [Fact]
    public void Escape_characters_in_text_never_reach_the_wire() =>
        Assert.DoesNotContain((byte)0x1B, CharacterSet.Default.Encode("a\e$Bb", Vr.LO, out _));

    [Fact]
    public void ASCII_text_costs_its_string_and_nothing_else()
    {
        var characterSet = Parse(@"\ISO 2022 IR 87");
        var bytes = "Yamada^Tarou"u8.ToArray();
        Assert.Equal(Allocated(() => Encoding.Latin1.GetString(bytes)), Allocated(() => characterSet.Decode(bytes, Vr.PN)));
    }

    private static long Allocated(Func<string> decode)
    {
        decode();
        var before = GC.GetAllocatedBytesForCurrentThread();
        decode();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static CharacterSet Parse(string declaration) => CharacterSet.Parse(declaration.Split('\\'));

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
