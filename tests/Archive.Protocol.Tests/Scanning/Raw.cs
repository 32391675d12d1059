using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Scanning;

/// <summary>Data sets put together byte by byte, right or wrong, independent of the project's own writer.</summary>
internal static class Raw
{
    public const uint Undefined = 0xFFFFFFFF;
    public const uint ReferencedSeries = 0x0008_1115;
    public const uint ReferencedImages = 0x0008_1140;
    public const uint PatientId = 0x0010_0020;
    public const uint PixelData = 0x7FE0_0010;

    public static readonly byte[] EndOfItem = Header(0xFFFE_E00D, 0);
    public static readonly byte[] EndOfSequence = Header(0xFFFE_E0DD, 0);

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>An element of Explicit VR Little Endian; <paramref name="length"/> is what it claims.</summary>
    public static byte[] Element(uint tag, string vr, byte[] value, uint? length = null)
    {
        var claimed = length ?? (uint)value.Length;
        var isLong = vr is "OB" or "OW" or "SQ" or "UN" or "UT" or "UC" or "OV" || length > ushort.MaxValue;
        byte[] header = [.. Header(tag, 0)[..4], .. Encoding.Latin1.GetBytes(vr)];
        var tail = new byte[isLong ? 6 : 2];
        if (isLong)
            BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(2), claimed);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(tail, (ushort)claimed);
        return [.. header, .. tail, .. value];
    }

    public static byte[] Element(uint tag, string vr, string value) => Element(tag, vr, Encoding.Latin1.GetBytes(value));

    /// <summary>An element of Implicit VR Little Endian.</summary>
    public static byte[] Implicit(uint tag, byte[] value, uint? length = null) => [.. Header(tag, length ?? (uint)value.Length), .. value];

    public static byte[] Implicit(uint tag, string value) => Implicit(tag, Encoding.Latin1.GetBytes(value));

    /// <summary>A short element of Explicit VR Big Endian.</summary>
    public static byte[] BigEndian(uint tag, string vr, string value)
    {
        var bytes = new byte[8 + value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, tag);
        Encoding.Latin1.GetBytes(vr + "  " + value, bytes.AsSpan(4));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)value.Length);
        return bytes;
    }

    public static byte[] Item(byte[] content, uint? length = null) => [.. Header(0xFFFE_E000, length ?? (uint)content.Length), .. content];

    public static byte[] OpenItem(byte[] content) => [.. Header(0xFFFE_E000, Undefined), .. content, .. EndOfItem];

    public static byte[] Sequence(uint tag, params byte[][] items) => Element(tag, "SQ", Join(items));

    public static byte[] OpenSequence(uint tag, params byte[][] items) => [.. Element(tag, "SQ", Join(items), Undefined), .. EndOfSequence];

    public static byte[] Nested(int depth)
    {
        byte[] begin = [.. Element(ReferencedSeries, "SQ", [], Undefined), .. Header(0xFFFE_E000, Undefined)];
        byte[] end = [.. EndOfItem, .. EndOfSequence];
        return [.. Enumerable.Repeat(begin, depth).SelectMany(b => b), .. Enumerable.Repeat(end, depth).SelectMany(b => b)];
    }

    public static byte[] Deflate(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, level))
            deflate.Write(bytes);
        return output.ToArray();
    }

    /// <summary>A small image of Explicit VR Little Endian.</summary>
    public static byte[] Image(int pixelBytes = 16) => Join(
        Element(0x0008_0005, "CS", "ISO_IR 100"),
        Element(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7\0"),
        Element(0x0008_0018, "UI", "2.25.1\0\0"),
        Sequence(0x0008_1032, Item(Element(0x0008_0100, "SH", "CT01")), OpenItem(Element(0x0008_0100, "SH", "CT02"))),
        OpenSequence(ReferencedImages, Item(Element(0x0008_1155, "UI", "2.25.2")), OpenItem(Nested(2))),
        Element(0x0010_0010, "PN", "Doe^Jane"),
        Element(PatientId, "LO", "P-1 "),
        Element(0x0020_000D, "UI", "2.25.3"),
        Element(0x0028_0010, "US", [4, 0]),
        Element(PixelData, "OB", new byte[pixelBytes]));

    private static byte[] Header(uint tag, uint length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)tag);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), length);
        return bytes;
    }
}
