using System.Buffers;
using System.Text;

namespace Archive.Protocol.Data.CharacterSets;

/// <summary>
/// The multi-byte sets that allow no code extension (PS3.3 table C.12-5), UTF-8, GB18030 and GBK, and code pages that the
/// standard does not know, of which text is read.
/// </summary>
internal sealed class StandAloneCodec : TextCodec
{
    public static readonly StandAloneCodec Utf8 = new(Encoding.GetEncoding("utf-8", SubstituteFallback, ReplacementFallback));
    public static readonly StandAloneCodec Gb18030 = new(CodePage(54936));
    public static readonly StandAloneCodec Gbk = new(CodePage(936));

    private readonly Encoding _encoding;

    /// <param name="codePage">One of the base class library.</param>
    public StandAloneCodec(int codePage)
        : this(CodePage(codePage))
    {
    }

    private StandAloneCodec(Encoding encoding) => _encoding = encoding;

    public override bool IsAsciiCompatible => true;

    private static EncoderReplacementFallback SubstituteFallback => new(Substitute.ToString());

    private static DecoderReplacementFallback ReplacementFallback => new("\uFFFD");

    public override string Decode(ReadOnlySpan<byte> bytes, Vr vr) => _encoding.GetString(bytes);

    public override int Encode(ReadOnlySpan<char> text, Vr vr, IBufferWriter<byte> output)
    {
        var buffer = output.GetSpan(_encoding.GetMaxByteCount(text.Length));
        var written = buffer[.._encoding.GetBytes(text, buffer)];
        output.Advance(written.Length);
        // Neither '?' nor any byte like it occurs within a multi-byte character of these sets.
        return written.Count((byte)Substitute) - text.Count(Substitute);
    }

    private static Encoding CodePage(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, SubstituteFallback, ReplacementFallback)
        ?? throw new NotSupportedException($"Code page {codePage} is missing from the base class library.");
}
