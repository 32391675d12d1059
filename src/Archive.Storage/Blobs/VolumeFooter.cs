using System.Buffers.Binary;

namespace Archive.Storage.Blobs;

/// <summary>
/// The last bytes of a sealed volume file (<c>docs/formats/volume.md</c>). By its own offset and the number of records it
/// shows a file that was cut, and a record that became a hole.
/// </summary>
internal readonly record struct VolumeFooter(long Volume, long Offset, long Records)
{
    public const int Length = 40;

    private const uint Magic = 0x444E4556; // "VEND"
    private const int ChecksumAt = Length - sizeof(uint);

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..Length];
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Volume);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Records);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Crc32C.Compute(bytes[..ChecksumAt]));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out VolumeFooter footer)
    {
        footer = default;
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Compute(bytes[..ChecksumAt]))
            return false;
        footer = new VolumeFooter(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return true;
    }
}
