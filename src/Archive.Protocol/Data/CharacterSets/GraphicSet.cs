using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Archive.Protocol.Data.CharacterSets;

/// <summary>
/// A coded character set that ISO 2022 designates as G0 (bytes 20-7F) or G1 (bytes A0-FF): one row of PS3.3 tables
/// C.12-3 and C.12-4. Tables are drawn from the code pages of the base class library when first used.
/// </summary>
internal sealed class GraphicSet
{
    public const byte Escape = 0x1B;

    private const char Unassigned = '\uFFFD';
    private const int RowLength = 94;

    public static readonly GraphicSet Ascii = new([0x28, 0x42], 1, Latin);
    public static readonly GraphicSet JisRomaji = new([0x28, 0x4A], 1, Romaji);
    public static readonly GraphicSet JisKatakana = new([0x29, 0x49], 1, Katakana);
    public static readonly GraphicSet Latin1 = SingleByte(0x41, 28591);
    public static readonly GraphicSet Latin2 = SingleByte(0x42, 28592);
    public static readonly GraphicSet Latin3 = SingleByte(0x43, 28593);
    public static readonly GraphicSet Latin4 = SingleByte(0x44, 28594);
    public static readonly GraphicSet Latin5 = SingleByte(0x4D, 28599);
    public static readonly GraphicSet Latin9 = SingleByte(0x62, 28605);
    public static readonly GraphicSet Cyrillic = SingleByte(0x4C, 28595);
    public static readonly GraphicSet Arabic = SingleByte(0x47, 28596);
    public static readonly GraphicSet Greek = SingleByte(0x46, 28597);
    public static readonly GraphicSet Hebrew = SingleByte(0x48, 28598);
    public static readonly GraphicSet Thai = SingleByte(0x54, 874);

    // Rows beyond the standard (NEC's circled digits, IBM's kanji) are common in what devices send, but are never sent.
    public static readonly GraphicSet JisX0208 = new([0x24, 0x42], 2, () => DoubleByte(20932, 0x80), row => row != 13);
    public static readonly GraphicSet JisX0212 = new([0x24, 0x28, 0x44], 2, () => DoubleByte(20932, 0), row => row <= 77);
    public static readonly GraphicSet KsX1001 = new([0x24, 0x29, 0x43], 2, () => DoubleByte(51949, 0x80));
    public static readonly GraphicSet Gb2312 = new([0x24, 0x29, 0x41], 2, () => DoubleByte(936, 0x80));

    private static readonly GraphicSet[] All =
    [
        Ascii, JisRomaji, JisKatakana, Latin1, Latin2, Latin3, Latin4, Latin5, Latin9, Cyrillic, Arabic, Greek, Hebrew,
        Thai, JisX0208, JisX0212, KsX1001, Gb2312,
    ];

    private readonly byte[] _designation;
    private readonly Lazy<char[]> _characters;
    private readonly Lazy<Dictionary<char, ushort>> _codes;

    private GraphicSet(byte[] escapeSequence, int width, Func<char[]> characters, Func<int, bool>? isStandardRow = null)
    {
        _designation = [Escape, .. escapeSequence];
        IsG1 = escapeSequence[^2] is (byte)')' or (byte)'-';
        Width = width;
        _characters = new Lazy<char[]>(characters);
        _codes = new Lazy<Dictionary<char, ushort>>(() => Invert(isStandardRow));
    }

    /// <summary>The escape sequence that designates this set, beginning with ESC.</summary>
    public ReadOnlySpan<byte> Designation => _designation;

    /// <summary>True for G1, whose bytes have the high bit set; false for G0.</summary>
    public bool IsG1 { get; }

    /// <summary>Bytes per character: 1 or 2.</summary>
    public int Width { get; }

    /// <summary>Finds the set that the escape sequence at the start of <paramref name="bytes"/> designates.</summary>
    public static bool TryMatch(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out GraphicSet? set, out int length)
    {
        foreach (var candidate in All)
        {
            if (bytes.StartsWith(candidate._designation))
            {
                (set, length) = (candidate, candidate._designation.Length);
                return true;
            }
        }

        // JIS C 6226-1978, the older edition of JIS X 0208, is what some devices still designate.
        ReadOnlySpan<byte> jis1978 = [Escape, 0x24, 0x40];
        (set, length) = bytes.StartsWith(jis1978) ? (JisX0208, jis1978.Length) : (null, 0);
        return set is not null;
    }

    /// <summary>
    /// The character at the start of <paramref name="bytes"/>, U+FFFD when these bytes are none of this set.
    /// </summary>
    public char Decode(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 1;
        if (Width == 1)
            return _characters.Value[(bytes[0] & 0x7F) - ' '];
        var high = bytes[0] & 0x80;
        var row = bytes[0] - high - 0x21;
        if (row is < 0 or >= RowLength)
            return bytes[0] == ' ' ? ' ' : Unassigned;
        var cell = bytes.Length > 1 ? bytes[1] - high - 0x21 : -1;
        if (cell is < 0 or >= RowLength)
            return Unassigned;
        length = 2;
        return _characters.Value[(row * RowLength) + cell];
    }

    /// <summary>Gives the code of a character as it stands on the wire, first byte in the high half when there are two.</summary>
    public bool TryEncode(char character, out ushort code) => _codes.Value.TryGetValue(character, out code);

    private static GraphicSet SingleByte(byte final, int codePage) => new([0x2D, final], 1, () =>
    {
        Span<byte> bytes = stackalloc byte[1];
        var encoding = CodePage(codePage);
        var characters = new char[96];
        for (var i = 0; i < characters.Length; i++)
        {
            bytes[0] = (byte)(0xA0 + i);
            characters[i] = Single(encoding, bytes);
        }

        return characters;
    });

    // The second byte of a pair carries the high bit in EUC; code page 20932 tells JIS X 0212 from 0208 by its absence.
    private static char[] DoubleByte(int codePage, int secondHighBit)
    {
        Span<byte> bytes = stackalloc byte[2];
        var encoding = CodePage(codePage);
        var characters = new char[RowLength * RowLength];
        for (var i = 0; i < characters.Length; i++)
        {
            bytes[0] = (byte)(0xA1 + (i / RowLength));
            bytes[1] = (byte)(0x21 + (i % RowLength) + secondHighBit);
            characters[i] = Single(encoding, bytes);
        }

        return characters;
    }

    // Code pages fill their holes with private-use characters.
    private static char Single(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[4];
        return encoding.GetChars(bytes, chars) == 1 && chars[0] is < '\uE000' or > '\uF8FF' ? chars[0] : Unassigned;
    }

    private static char[] Latin() => [.. Enumerable.Range(' ', 96).Select(i => (char)i)];

    private static char[] Romaji()
    {
        var characters = Latin();
        characters['\\' - ' '] = '¥';
        characters['~' - ' '] = '‾';
        return characters;
    }

    private static char[] Katakana()
    {
        var characters = new char[96];
        Array.Fill(characters, Unassigned);
        for (var i = 0x21; i <= 0x5F; i++)
            characters[i - ' '] = (char)('\uFF61' + (i - 0x21));
        return characters;
    }

    private static Encoding CodePage(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
        ?? Encoding.GetEncoding(codePage);

    private Dictionary<char, ushort> Invert(Func<int, bool>? isStandardRow)
    {
        var characters = _characters.Value;
        var high = IsG1 ? 0x80 : 0;
        var codes = new Dictionary<char, ushort>(characters.Length);
        for (var i = 0; i < characters.Length; i++)
        {
            var row = (i / RowLength) + 1;
            if (characters[i] == Unassigned || (isStandardRow is not null && !isStandardRow(row)))
                continue;
            codes.TryAdd(characters[i], (ushort)(Width == 1
                ? ' ' + i + high
                : ((row + 0x20 + high) << 8) | (0x21 + (i % RowLength) + high)));
        }

        return codes;
    }
}
