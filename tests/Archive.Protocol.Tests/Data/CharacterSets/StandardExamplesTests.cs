using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.CharacterSets;

/// <summary>The examples of PS3.5 Annexes H to K, byte for byte.</summary>
public sealed class StandardExamplesTests
{
    private static readonly Dictionary<string, Example> ByNumber = new(StringComparer.Ordinal)
    {
        ["H.3-1"] = new(
            @"\ISO 2022 IR 87", Vr.PN, "Yamada^Tarou=山田^太郎=やまだ^たろう",
            "Yamada^Tarou=␛$B;3ED␛(B^␛$BB@O:␛(B=␛$B$d$^$@␛(B^␛$B$?$m$&␛(B"),
        ["H.3-2"] = new(
            @"ISO 2022 IR 13\ISO 2022 IR 87", Vr.PN, "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
            "\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=␛$B;3ED␛(J^␛$BB@O:␛(J=␛$B$d$^$@␛(J^␛$B$?$m$&␛(J"),
        ["I.2-1"] = new(
            @"\ISO 2022 IR 149", Vr.PN, "Hong^Gildong=洪^吉洞=홍^길동",
            "Hong^Gildong=␛$)C\xFB\xF3^␛$)C\xD1\xCE\xD4\xD7=␛$)C\xC8\xAB^␛$)C\xB1\xE6\xB5\xBF"),
        ["J.3-1"] = new(
            "ISO_IR 192", Vr.PN, "Wang^XiaoDong=王^小東=",
            "Wang^XiaoDong=\xE7\x8E\x8B^\xE5\xB0\x8F\xE6\x9D\xB1="),
        ["J.3-2"] = new(
            "GB18030", Vr.PN, "Wang^XiaoDong=王^小东=",
            "Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB="),
        ["J.4-1"] = new(
            "ISO_IR 192", Vr.LT, "The first line includes中文.\r\nThe second line includes中文, too.\r\nThe third line.\r\n",
            "The first line includes\xE4\xB8\xAD\xE6\x96\x87.\r\nThe second line includes\xE4\xB8\xAD\xE6\x96\x87, too.\r\nThe third line.\r\n"),
        ["J.4-2"] = new(
            "GB18030", Vr.LT, "The first line includes中文.\r\nThe second line includes中文, too.\r\nThe third line.\r\n",
            "The first line includes\xD6\xD0\xCE\xC4.\r\nThe second line includes\xD6\xD0\xCE\xC4, too.\r\nThe third line.\r\n"),
        ["K.2-1"] = new(
            @"\ISO 2022 IR 58", Vr.PN, "Zhang^XiaoDong=张^小东=",
            "Zhang^XiaoDong=␛$)A\xD5\xC5^␛$)A\xD0\xA1\xB6\xAB="),
        ["K.3-1"] = new(
            @"\ISO 2022 IR 58", Vr.LT, "1.第一行文字。\r\n2.第二行文字。\r\n3.第三行文字。\r\n",
            "1.␛$)A\xB5\xDA\xD2\xBB\xD0\xD0\xCE\xC4\xD7\xD6\xA1\xA3\r\n2.␛$)A\xB5\xDA\xB6\xFE\xD0\xD0\xCE\xC4\xD7\xD6\xA1\xA3\r\n"
            + "3.␛$)A\xB5\xDA\xC8\xFD\xD0\xD0\xCE\xC4\xD7\xD6\xA1\xA3\r\n"),
    };

    public static TheoryData<string> Numbers { get; } = [.. ByNumber.Keys];

    [Theory]
    [MemberData(nameof(Numbers))]
    [Requirement("MX1-29")]
    [Requirement("MX1-30")]
    [Requirement("MX1-32")]
    public void Text_encodes_to_the_bytes_of_the_example(string number)
    {
        var example = ByNumber[number];

        var encoded = CharacterSet.Parse(example.Declaration.Split('\\')).Encode(example.Text, example.Vr, out var lossless);

        Assert.Equal(example.Bytes, Printed(encoded));
        Assert.True(lossless);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    [Requirement("MX1-30")]
    [Requirement("MX1-31")]
    [Requirement("MX1-32")]
    public void Bytes_of_the_example_decode_to_its_text(string number)
    {
        var example = ByNumber[number];

        var text = CharacterSet.Parse(example.Declaration.Split('\\')).Decode(Bytes(example.Bytes), example.Vr);

        Assert.Equal(example.Text, text);
    }

    [Fact]
    public void Korean_long_text_with_the_designation_at_the_head_of_the_line_decodes_as_in_I_3()
    {
        var bytes = Bytes("␛$)CThe first line includes \xC7\xD1\xB1\xDB.\r\n␛$)CThe second line includes \xC7\xD1\xB1\xDB, too.\r\nThe third line");

        var text = CharacterSet.Parse(["", "ISO 2022 IR 149"]).Decode(bytes, Vr.LT);

        Assert.Equal("The first line includes 한글.\r\nThe second line includes 한글, too.\r\nThe third line", text);
    }

    private static byte[] Bytes(string printed) => Encoding.Latin1.GetBytes(printed.Replace('␛', '\x1B'));

    private static string Printed(byte[] bytes) => Encoding.Latin1.GetString(bytes).Replace('\x1B', '␛');

    /// <summary>Bytes are written as Latin-1 with ESC as ␛.</summary>
    private sealed record Example(string Declaration, Vr Vr, string Text, string Bytes);
}
