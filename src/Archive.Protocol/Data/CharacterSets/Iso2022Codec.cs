using System.Buffers;

namespace Archive.Protocol.Data.CharacterSets;

/// <summary>
/// Single-byte sets and ISO 2022 code extensions (PS3.5 6.1.2.3 to 6.1.2.5). Escape sequences are understood whether
/// declared or not; only declared sets are written.
/// </summary>
internal sealed class Iso2022Codec : TextCodec
{
    private const char Replacement = '\uFFFD';

    private readonly GraphicSet _initialG0;
    private readonly GraphicSet? _initialG1;
    private readonly GraphicSet? _assumedG1;
    private readonly GraphicSet[] _declared;

    /// <param name="initialG0">Active at the start of every value and after every delimiter.</param>
    /// <param name="initialG1">The same for bytes A0-FF; null when value 1 declares none.</param>
    /// <param name="declared">All sets that may be written, the preferred first.</param>
    public Iso2022Codec(GraphicSet initialG0, GraphicSet? initialG1, IEnumerable<GraphicSet> declared)
    {
        _initialG0 = initialG0;
        _initialG1 = initialG1;
        _declared = [.. declared.Prepend(initialG0).Distinct()];
        // Devices leave out the escape sequence of the only G1 set that they declare, mostly after a delimiter.
        _assumedG1 = initialG1 ?? Array.Find(_declared, set => set.IsG1);
    }

    public override bool IsAsciiCompatible => _initialG0 == GraphicSet.Ascii;

    public override string Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        // Every character takes at least one byte.
        char[]? rented = null;
        var chars = bytes.Length <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        var text = new string(chars[..Decode(bytes, vr, chars)]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    public override int Encode(ReadOnlySpan<char> text, Vr vr, IBufferWriter<byte> output)
    {
        var writer = new Writer(this, output);
        var replaced = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character != GraphicSet.Escape && (character < ' ' || IsDelimiter(character, vr)))
            {
                writer.Reset();
                writer.WriteByte((byte)character);
            }
            else if (!writer.TryWrite(character, vr))
            {
                if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    i++;
                replaced++;
                writer.TryWrite(Substitute, vr);
            }
        }

        writer.Reset();
        return replaced;
    }

    private int Decode(ReadOnlySpan<byte> bytes, Vr vr, Span<char> chars)
    {
        var (g0, g1) = (_initialG0, _assumedG1);
        var count = 0;
        while (!bytes.IsEmpty)
        {
            var first = bytes[0];
            var length = 1;
            if (first == GraphicSet.Escape)
            {
                if (GraphicSet.TryMatch(bytes, out var set, out var designationLength))
                    (g0, g1, length) = set.IsG1 ? (g0, set, designationLength) : (set, g1, designationLength);
                else
                    chars[count++] = Replacement;
            }
            else if (first < ' ' || (g0.Width == 1 && IsDelimiter((char)first, vr)))
            {
                (g0, g1) = (_initialG0, _assumedG1);
                chars[count++] = (char)first;
            }
            else if (first < 0x80)
            {
                chars[count++] = g0.Decode(bytes, out length);
            }
            else if (g1 is null || (first < 0xA0 && g1.Width == 2))
            {
                chars[count++] = Replacement;
            }
            else
            {
                chars[count++] = first < 0xA0 ? (char)first : g1.Decode(bytes, out length);
            }

            bytes = bytes[length..];
        }

        return count;
    }

    /// <summary>Where the set of value 1 becomes active again, besides control characters (PS3.5 6.1.2.5.3).</summary>
    private static bool IsDelimiter(char character, Vr vr) => character switch
    {
        '\\' => !vr.IsSingleText(),
        '^' or '=' => vr == Vr.PN,
        _ => false,
    };

    /// <summary>Knows which sets are active in what has been written.</summary>
    private ref struct Writer(Iso2022Codec codec, IBufferWriter<byte> output)
    {
        private GraphicSet _g0 = codec._initialG0;
        private GraphicSet? _g1 = codec._initialG1;

        /// <summary>Makes the sets of value 1 active. A G1 that value 1 lacks needs no escape sequence to be forgotten.</summary>
        public void Reset()
        {
            Designate(codec._initialG0);
            if (codec._initialG1 is { } g1)
                Designate(g1);
            _g1 = codec._initialG1;
        }

        public readonly void WriteByte(byte value)
        {
            output.GetSpan(1)[0] = value;
            output.Advance(1);
        }

        public bool TryWrite(char character, Vr vr)
        {
            if (TryWrite(_g0, character, vr) || (_g1 is not null && TryWrite(_g1, character, vr)))
                return true;
            foreach (var set in codec._declared)
            {
                if (TryWrite(set, character, vr))
                    return true;
            }

            return false;
        }

        private bool TryWrite(GraphicSet set, char character, Vr vr)
        {
            // The yen sign of JIS X 0201 is the byte of the backslash, which would split the value.
            if (!set.TryEncode(character, out var code) || (code == '\\' && IsDelimiter('\\', vr)))
                return false;
            Designate(set);
            if (set.Width == 2)
                WriteByte((byte)(code >> 8));
            WriteByte((byte)code);
            return true;
        }

        private void Designate(GraphicSet set)
        {
            if (set == (set.IsG1 ? _g1 : _g0))
                return;
            output.Write(set.Designation);
            if (set.IsG1)
                _g1 = set;
            else
                _g0 = set;
        }
    }
}
