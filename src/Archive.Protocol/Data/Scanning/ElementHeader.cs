using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>VR and byte order of a run of elements. They change inside a data set: CP-246 content is always Implicit Little Endian.</summary>
internal readonly record struct ElementEncoding(bool IsImplicitVr, bool IsBigEndian)
{
    public static readonly ElementEncoding ImplicitLittleEndian = new(true, false);
}

/// <summary>The header of an element, item or delimiter (PS3.5 7.1.2, 7.1.3, 7.5).</summary>
/// <param name="Size">Bytes of the header itself.</param>
/// <param name="Length">Bytes of the value, or <see cref="UndefinedLength"/>.</param>
internal readonly record struct ElementHeader(Tag Tag, Vr Vr, int Size, uint Length)
{
    public const uint UndefinedLength = 0xFFFFFFFF;
    public const int MinSize = 8;
    public const int MaxSize = 12;

    /// <summary>The size that the first <see cref="MinSize"/> bytes announce; 0 when their VR can be none.</summary>
    public static int SizeOf(ReadOnlySpan<byte> bytes, ElementEncoding encoding)
    {
        if (encoding.IsImplicitVr || ReadTag(bytes, encoding).Group == Tag.Item.Group)
            return MinSize;
        if (VrExtensions.TryParse(bytes[4], bytes[5], out var vr))
            return vr.HasLongLength() ? MaxSize : MinSize;
        return IsVrToCome(bytes) && bytes[6] == 0 && bytes[7] == 0 ? MaxSize : 0;
    }

    /// <summary>VRs that the standard may yet define will have two reserved zero bytes and a 32-bit length (PS3.5 6.2).</summary>
    public static bool IsVrToCome(ReadOnlySpan<byte> bytes) =>
        char.IsAsciiLetterUpper((char)bytes[4]) && char.IsAsciiLetterUpper((char)bytes[5]);

    /// <summary>Reads a header of <paramref name="size"/> bytes, as <see cref="SizeOf"/> told.</summary>
    public static ElementHeader Read(ReadOnlySpan<byte> bytes, int size, ElementEncoding encoding)
    {
        var tag = ReadTag(bytes, encoding);
        if (encoding.IsImplicitVr || tag.Group == Tag.Item.Group)
            return new ElementHeader(tag, Vr.None, size, ReadUInt32(bytes[4..], encoding));
        var vr = (Vr)((bytes[4] << 8) | bytes[5]);
        var length = size == MaxSize ? ReadUInt32(bytes[8..], encoding) : ReadUInt16(bytes[6..], encoding);
        return new ElementHeader(tag, vr, size, length);
    }

    public static Tag ReadTag(ReadOnlySpan<byte> bytes, ElementEncoding encoding) =>
        new(ReadUInt16(bytes, encoding), ReadUInt16(bytes[2..], encoding));

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, ElementEncoding encoding) => encoding.IsBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, ElementEncoding encoding) => encoding.IsBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
