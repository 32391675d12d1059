using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Protocol.Tests.Data.CharacterSets;

public sealed class CharacterSetPropertyTests
{
    private static readonly Gen<Vr> TextVrs = Gen.Elements(Vr.LO, Vr.LT, Vr.PN, Vr.SH, Vr.ST, Vr.UC, Vr.UT);

    public static TheoryData<string> Declarations { get; } =
    [
        "", "ISO_IR 100", "ISO_IR 13", @"ISO 2022 IR 13\ISO 2022 IR 87\ISO 2022 IR 159", @"\ISO 2022 IR 87\ISO 2022 IR 13",
        @"\ISO 2022 IR 149", @"\ISO 2022 IR 58", @"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126\ISO 2022 IR 149\ISO 2022 IR 87",
        "ISO 2022 IR 87", "GB18030", "GBK", "ISO_IR 192",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Whatever_is_encoded_without_loss_decodes_to_the_same_text(string declaration)
    {
        var characterSet = CharacterSet.Parse(declaration.Split('\\'));
        char[] repertoire = [.. Enumerable.Range(0x20, 0xFFDF).Select(code => (char)code).Where(c => characterSet.CanEncode(c.ToString()))];
        var characters = Gen.Frequency((3, Gen.Elements(repertoire)), (2, Gen.Choose(' ', '~').Select(code => (char)code)), (1, Gen.Elements('^', '=', '\\', '\r', '\n', '\t')));
        var cases = Arb.From(from vr in TextVrs from text in characters.ArrayOf() select (Vr: vr, Text: new string(text)));

        Prop.ForAll(cases, c =>
        {
            var bytes = characterSet.Encode(c.Text, c.Vr, out var lossless);
            var decoded = characterSet.Decode(bytes, c.Vr);
            return decoded == c.Text || (!lossless && decoded.Length == c.Text.Length);
        }).AssertHolds();
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void No_bytes_fail_to_decode(string declaration)
    {
        var characterSet = CharacterSet.Parse(declaration.Split('\\'));
        var bytes = Gen.Frequency(
            (6, Gen.Choose(0, 255).Select(value => new[] { (byte)value })),
            (1, Gen.Elements<byte[]>([.. "\e$B"u8], [.. "\e(J"u8], [.. "\e)I"u8], [.. "\e$(D"u8], [.. "\e$)C"u8], [.. "\e-L"u8], [0x1B])));
        var cases = Arb.From(from vr in TextVrs from parts in bytes.ArrayOf() select (Vr: vr, Bytes: parts.SelectMany(part => part).ToArray()));

        Prop.ForAll(cases, c => characterSet.Decode(c.Bytes, c.Vr).Length <= c.Bytes.Length).AssertHolds();
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void No_text_fails_to_encode(string declaration)
    {
        var characterSet = CharacterSet.Parse(declaration.Split('\\'));

        Prop.ForAll(Arb.From(TextVrs), Arb.From(Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf()), (vr, text) =>
        {
            characterSet.Encode(new string(text), vr, out _);
        }).AssertHolds();
    }
}
