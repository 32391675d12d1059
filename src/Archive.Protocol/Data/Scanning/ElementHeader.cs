using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>VR and byte order of a run of elements. They change in a data set: CP-246 content is always Implicit Little Endian.</summary>
internal readonly record struct ElementEncoding(bool IsImplicitVr, bool IsBigEndian)
{
    public static readonly ElementEncoding ImplicitLittleEndian = new(true, false);

    /// <summary>Of the elements of a data set, inflated if that is deflated.</summary>
    public static ElementEncoding Of(TransferSyntax syntax) => new(syntax.IsImplicitVr, syntax.IsBigEndian);
}

/// <summary>The header of an element, item or delimiter (PS3.5 7.1.2, 7.1.3, 7.5).</summary>
/// <param name="Vr">As it stands there; <see cref="Vr.None"/> where there is none, or none that means something.</param>
/// <param name="Size">Bytes of the header itself.</param>
/// <param name="Length">Bytes of the value, or <see cref="UndefinedLength"/>.</param>
internal readonly record struct ElementHeader(Tag Tag, Vr Vr, int Size, uint Length)
{
    public const uint UndefinedLength = 0xFFFFFFFF;
    public const int MinSize = 8;
    public const int MaxSize = 12;

    private const int LongestShortValue = 65534;

    /// <summary>The size that the first <see cref="MinSize"/> bytes announce; 0 when their VR can be none.</summary>
    public static int SizeOf(ReadOnlySpan<byte> bytes, ElementEncoding encoding)
    {
        if (encoding.IsImplicitVr || ReadTag(bytes, encoding).Group == Tag.Item.Group)
            return MinSize;
        if (VrExtensions.TryParse(bytes[4], bytes[5], out var vr))
            return vr.HasLongLength() ? MaxSize : MinSize;
        if (IsVrToCome(bytes))
            return bytes[6] == 0 && bytes[7] == 0 ? MaxSize : 0;
        return IsNoVr(bytes) ? MinSize : 0;
    }

    /// <summary>
    /// What some writers put where they know no VR (two spaces, hyphens, question marks, NULs, lower case): what will ever be a VR is
    /// capital letters, so that a 16-bit length follows. Other control bytes are the length of an element without VR, or chance.
    /// </summary>
    public static bool IsNoVr(ReadOnlySpan<byte> bytes) =>
        (bytes[4] == 0 && bytes[5] == 0) || (IsPrintable(bytes[4]) && IsPrintable(bytes[5]) && !IsVrToCome(bytes));

    /// <summary>VRs that the standard may yet define will have two reserved zero bytes and a 32-bit length (PS3.5 6.2).</summary>
    public static bool IsVrToCome(ReadOnlySpan<byte> bytes) =>
        char.IsAsciiLetterUpper((char)bytes[4]) && char.IsAsciiLetterUpper((char)bytes[5]);

    /// <summary>Reads a header of <paramref name="size"/> bytes, as <see cref="SizeOf"/> told.</summary>
    public static ElementHeader Read(ReadOnlySpan<byte> bytes, int size, ElementEncoding encoding)
    {
        var tag = ReadTag(bytes, encoding);
        if (encoding.IsImplicitVr || tag.Group == Tag.Item.Group)
            return new ElementHeader(tag, Vr.None, size, ReadUInt32(bytes[4..], encoding));
        var vr = IsNoVr(bytes) ? Vr.None : (Vr)((bytes[4] << 8) | bytes[5]);
        var length = size == MaxSize ? ReadUInt32(bytes[8..], encoding) : ReadUInt16(bytes[6..], encoding);
        return new ElementHeader(tag, vr, size, length);
    }

    /// <summary>Writes a header, of an item or delimiter in Implicit VR, into at most <see cref="MaxSize"/> bytes.</summary>
    /// <param name="vr">One that <see cref="WrittenVr"/> gave.</param>
    /// <returns>Its size.</returns>
    public static int Write(Span<byte> destination, Tag tag, Vr vr, uint length, ElementEncoding encoding)
    {
        WriteUInt16(destination, tag.Group, encoding);
        WriteUInt16(destination[2..], tag.Element, encoding);
        if (encoding.IsImplicitVr)
        {
            WriteUInt32(destination[4..], length, encoding);
            return MinSize;
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)vr); // two characters, in any byte order
        if (!vr.HasLongLength())
        {
            WriteUInt16(destination[6..], (ushort)length, encoding);
            return MinSize;
        }

        WriteUInt16(destination[6..], 0, encoding);
        WriteUInt32(destination[8..], length, encoding);
        return MaxSize;
    }

    /// <summary>
    /// The VR with which a value of this VR and even length is written: a VR to come, and a value too long for the 16-bit length of
    /// its own, as UN (PS3.5 6.2.2, note 6).
    /// </summary>
    public static Vr WrittenVr(Vr vr, long length) => !vr.IsKnown() || (length > LongestShortValue && !vr.HasLongLength()) ? Vr.UN : vr;

    public static Tag ReadTag(ReadOnlySpan<byte> bytes, ElementEncoding encoding) =>
        new(ReadUInt16(bytes, encoding), ReadUInt16(bytes[2..], encoding));

    private static bool IsPrintable(byte character) => character is >= 0x20 and < 0x7F;

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, ElementEncoding encoding) => encoding.IsBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public static uint ReadUInt32(ReadOnlySpan<byte> bytes, ElementEncoding encoding) => encoding.IsBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static void WriteUInt16(Span<byte> destination, ushort value, ElementEncoding encoding)
    {
        if (encoding.IsBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
    }

    private static void WriteUInt32(Span<byte> destination, uint value, ElementEncoding encoding)
    {
        if (encoding.IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(destination, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
    }
}
