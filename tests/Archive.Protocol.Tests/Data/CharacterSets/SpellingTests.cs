using System.Text;
using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data.CharacterSets;

/// <summary>Names of character sets that devices write though the standard has others for them.</summary>
public sealed class SpellingTests
{
    private const string Korean = "김^희중";
    private const string Chinese = "张^小东";
    private const string Japanese = "ソ^表=山田";

    // What is declared when such text is sent, the code page of what comes, a text, and the spellings.
    private static readonly (string Declared, int CodePage, string Text, string[] Spellings)[] Rows =
    [
        ("ISO_IR 6", 20127, "Doe^Jane", ["ASCII", "US-ASCII", "ISO 646", "ISO646-US", "ISO_646.irv:1991", "ANSI_X3.4-1968", "ANSI_X3.4-1986", "CP367", "IBM367", "IR 6", "ISO 2022 6"]),
        ("ISO_IR 100", 28591, "Müller", [
            "ISO 8859-1", "ISO8859-1", "ISO-8859-1", "iso8859_1", "ISO_8859-1:1987", "8859-1", "Latin1", "LATIN-1", "ISO Latin 1", "CP819", "IBM819", "Windows-28591",
            "IR 100", "ISO 2022 100", "ISO_IR100", "ISO IR 100", "ISO-IR-100",
        ]),
        ("ISO_IR 101", 28592, "Łukasz", ["ISO 8859-2", "ISO_8859-2:1987", "8859-2", "Latin2", "ISO Latin 2", "Windows-28592", "IR 101", "ISO 2022 101"]),
        ("ISO_IR 109", 28593, "Ġorġ", ["ISO 8859-3", "ISO_8859-3:1988", "8859-3", "Latin3", "ISO Latin 3", "Windows-28593", "IR 109", "ISO 2022 109"]),
        ("ISO_IR 110", 28594, "Jānis", ["ISO 8859-4", "ISO_8859-4:1988", "8859-4", "Latin4", "ISO Latin 4", "Windows-28594", "IR 110", "ISO 2022 110"]),
        ("ISO_IR 144", 28595, "Роза", ["ISO 8859-5", "ISO_8859-5:1988", "8859-5", "Cyrillic", "Windows-28595", "IR 144", "ISO 2022 144"]),
        ("ISO_IR 127", 28596, "قباني", ["ISO 8859-6", "ISO_8859-6:1987", "8859-6", "Arabic", "ASMO-708", "ECMA-114", "Windows-28596", "IR 127", "ISO 2022 127"]),
        ("ISO_IR 126", 28597, "Διον", ["ISO 8859-7", "ISO_8859-7:1987", "8859-7", "Greek", "ELOT_928", "ECMA-118", "Windows-28597", "IR 126", "ISO 2022 126"]),
        ("ISO_IR 138", 28598, "שרון", ["ISO 8859-8", "ISO_8859-8:1988", "ISO 8859-8-I", "8859-8", "Hebrew", "Windows-28598", "IR 138", "ISO 2022 138"]),
        ("ISO_IR 148", 28599, "Işıl", ["ISO 8859-9", "ISO_8859-9:1989", "8859-9", "Latin5", "ISO Latin 5", "Windows-28599", "IR 148", "ISO 2022 148"]),
        ("ISO_IR 203", 28605, "Œuvrard €", ["ISO 8859-15", "8859-15", "Latin9", "ISO Latin 9", "Windows-28605", "IR 203", "ISO 2022 203"]),
        ("ISO_IR 166", 874, "สมชาย", ["ISO 8859-11", "8859-11", "TIS-620", "TIS620-2533", "Thai", "IR 166", "ISO 2022 166"]),
        ("ISO_IR 13", 932, "ﾔﾏﾀﾞ^ﾀﾛｳ", ["IR 13", "ISO 2022 13", "ISO_IR 14", "ISO 2022 IR 14", "JIS_X0201", "JISX0201.1976"]),
        (@"\ISO 2022 IR 87", 50220, "山田", [
            "ISO_IR 87", "IR 87", "ISO 2022 87", "ISO_IR 42", "ISO-2022-JP", "csISO2022JP", "JIS_X0208", "JIS_X0208-1983", "JIS_X0208-1990", "JIS_C6226-1983",
        ]),
        (@"\ISO 2022 IR 149", 51949, Korean, [
            "ISO_IR 149", "ISO-IR-149", "IR 149", "ISO 2022 149", "KS_C_5601", "KSC5601", "KS_C_5601-1987", "KS_C_5601-1989", "KS_X_1001", "KS X 1001:1998", "EUC-KR", "euckr",
            "csEUCKR", "csKSC56011987",
        ]),
        (@"\ISO 2022 IR 58", 936, Chinese, ["ISO_IR 58", "ISO-IR 58", "IR 58", "ISO 2022 58"]),
        ("ISO_IR 192", 65001, "山田 김 ü", [
            "UTF-8", "UTF8", "utf8", "utf_8", "UTF8MB4", "Unicode-1-1-UTF-8", "ISO 10646", "ISO 10646-1", "ISO-10646-UTF-8", "CP65001", "Windows-65001", "IR 192", "ISO 2022 IR 192",
            "ISO 2022 192", "ISO_IR192",
        ]),
        ("GB18030", 54936, Chinese + "ḿ", ["GB18030-2000", "GB18030-2005", "ISO_IR GB18030", "ISO 2022 GB18030", "ISO 2022 IR GB18030", "CP54936", "Windows-54936", "GB 18030"]),
        ("GB18030", 936, Chinese, ["GB2312", "gb2312", "GB_2312-80", "GB2312-1980", "csGB2312", "EUC-CN", "ISO_IR GB2312"]),
        ("GBK", 936, Chinese, ["ISO_IR GBK", "ISO 2022 GBK", "ISO 2022 IR GBK", "CP936", "MS936", "Windows-936"]),
        ("ISO_IR 192", 932, Japanese, ["Shift_JIS", "SHIFT-JIS", "SJIS", "x-sjis", "csShiftJIS", "MS_Kanji", "MS932", "CP932", "Windows-31J", "Windows-932"]),
        ("ISO_IR 192", 51932, Japanese, ["EUC-JP", "eucjp", "x-euc-jp", "UJIS", "CP51932"]),
        ("ISO_IR 192", 949, Korean + "뷁", ["CP949", "MS949", "UHC", "Windows-949"]),
        ("ISO_IR 192", 50225, "김희중", ["ISO-2022-KR", "csISO2022KR"]),
        ("ISO_IR 192", 950, "王^小東", ["Big5", "BIG-5", "csBig5", "CP950", "MS950", "Windows-950", "ISO 2022 B5", "ISO_IR B5"]),
        ("ISO_IR 192", 866, "Роза", ["CP866", "IBM866", "DOS-866"]),
        ("ISO_IR 192", 874, "สมชาย", ["CP874", "Windows-874"]),
        ("ISO_IR 192", 1250, "Łukasz", ["CP1250", "WIN1250", "Windows-1250"]),
        ("ISO_IR 192", 1251, "Роза", ["CP1251", "WIN1251", "Windows-1251"]),
        ("ISO_IR 192", 1252, "Müller €", ["CP1252", "WIN1252", "Windows-1252"]),
        ("ISO_IR 192", 1253, "Διον", ["CP1253", "WIN1253", "Windows-1253"]),
        ("ISO_IR 192", 1254, "Işıl", ["CP1254", "WIN1254", "Windows-1254"]),
        ("ISO_IR 192", 1255, "שרון", ["CP1255", "WIN1255", "Windows-1255"]),
        ("ISO_IR 192", 1256, "قباني", ["CP1256", "WIN1256", "Windows-1256"]),
        ("ISO_IR 192", 1257, "Jānis", ["CP1257", "WIN1257", "Windows-1257"]),
        ("ISO_IR 192", 1258, "Đô", ["CP1258", "WIN1258", "Windows-1258"]),
        ("ISO_IR 192", 20866, "Роза", ["KOI8-R", "csKOI8R"]),
        ("ISO_IR 192", 21866, "Їжак", ["KOI8-U"]),
        ("ISO_IR 192", 28603, "Jānis", ["ISO 8859-13", "Latin7"]),
    ];

    public static TheoryData<string, string, int, string> Spellings
    {
        get
        {
            var spellings = new TheoryData<string, string, int, string>();
            foreach (var row in Rows)
            {
                foreach (var spelling in row.Spellings)
                    spellings.Add(spelling, row.Declared, row.CodePage, row.Text);
            }

            return spellings;
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Text_under_every_spelling_is_read_and_written_under_a_term_of_the_standard(string spelling, string declared, int codePage, string text)
    {
        var characterSet = CharacterSet.Parse([spelling]);
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage)).GetBytes(text);

        Assert.Equal(text, characterSet.Decode(bytes, Vr.LO));
        Assert.Equal(declared, characterSet.ToString());
        var legal = CharacterSet.Parse(declared.Split('\\'));
        Assert.True(legal.IsConforming);
        Assert.Equal(text, legal.Decode(characterSet.Encode(text, Vr.LO, out var lossless), Vr.LO));
        Assert.True(lossless);
        if (characterSet.IsConforming)
            Assert.Equal(text, legal.Decode(bytes, Vr.LO));
    }

    [Theory]
    [InlineData("ISO_IR 149", @"\ISO 2022 IR 149")]
    [InlineData("ISO 2022 IR 149", @"\ISO 2022 IR 149")]
    [InlineData("ISO 2022 IR 87", @"\ISO 2022 IR 87")]
    [InlineData(@"JIS_X0201\JIS_X0208\JIS_X0212", @"ISO_IR 13\ISO 2022 IR 87\ISO 2022 IR 159")]
    [InlineData(@"\KS_C_5601", @"\ISO 2022 IR 149")]
    public void A_set_with_two_bytes_to_a_character_is_never_declared_as_the_initial_one(string came, string declared) =>
        Assert.Equal(declared, CharacterSet.Parse(came.Split('\\')).ToString());

    [Theory]
    [InlineData("ISO_IR 149")]
    [InlineData("EUC-KR")]
    public void Escape_sequences_are_understood_under_another_spelling_too(string spelling) =>
        Assert.Equal("김^희중", CharacterSet.Parse([spelling]).Decode([0x1B, 0x24, 0x29, 0x43, 0xB1, 0xE8, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xC8, 0xF1, 0xC1, 0xDF], Vr.PN));

    [Theory]
    [InlineData("KLINGON")]
    [InlineData("ISO_IR 999")]
    [InlineData("ISO 8859")]
    public void What_could_mean_anything_is_not_guessed(string spelling) => Assert.Equal("\uFFFD", CharacterSet.Parse([spelling]).Decode([0xFC], Vr.LO));
}
