using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>Tries whether an element stands at a place in a file, in one encoding or another.</summary>
internal sealed class ElementProbe(long length, ReadAt readAt)
{
    private const int LongestHeader = 12;
    private const uint UndefinedLength = 0xFFFFFFFF;

    /// <summary>Of the file.</summary>
    public long Length => length;

    /// <summary>True for an element that lies within the file, in Explicit VR of a VR that there is.</summary>
    public bool TryRead(TransferSyntax syntax, long position, out ProbedElement element)
    {
        element = default;
        Span<byte> bytes = stackalloc byte[LongestHeader];
        bytes = bytes[..readAt(position, bytes)];
        if (bytes.Length < 8)
            return false;
        var tag = new Tag(ReadUInt16(bytes, syntax), ReadUInt16(bytes[2..], syntax));
        if (syntax.IsImplicitVr)
            return TryMake(tag, ElementDictionary.GetVr(tag), position + 8, ReadUInt32(bytes[4..], syntax), out element);
        if (!VrExtensions.TryParse(bytes[4], bytes[5], out var vr))
            return false;
        if (!vr.HasLongLength())
            return TryMake(tag, vr, position + 8, ReadUInt16(bytes[6..], syntax), out element);
        return bytes.Length == LongestHeader && TryMake(tag, vr, position + LongestHeader, ReadUInt32(bytes[8..], syntax), out element);
    }

    /// <summary>
    /// The same, and in Implicit VR one of the dictionary or the length of its group: any eight bytes with a small number in the second
    /// half would else be one.
    /// </summary>
    public bool TryReadKnown(TransferSyntax syntax, long position, out ProbedElement element) => TryRead(syntax, position, out element)
        && (!syntax.IsImplicitVr || ElementDictionary.TryGet(element.Tag, out _) || (element.Tag.Element == 0 && element.End - element.ValueOffset == 4));

    private bool TryMake(Tag tag, Vr vr, long valueOffset, uint valueLength, out ProbedElement element)
    {
        element = new ProbedElement(tag, vr, valueOffset, valueLength == UndefinedLength ? null : valueOffset + valueLength);
        return element.End is not { } end || end <= length;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, TransferSyntax syntax) =>
        syntax.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, TransferSyntax syntax) =>
        syntax.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
