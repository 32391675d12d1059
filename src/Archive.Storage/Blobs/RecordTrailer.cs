using System.Buffers.Binary;

namespace Archive.Storage.Blobs;

/// <summary>
/// What stands behind a blob in its volume (<c>docs/formats/volume.md</c>). It repeats the header's checksum, which binds
/// both ends of the record to each other.
/// </summary>
internal readonly record struct RecordTrailer(long DataSetLength, uint DataSetCrc32C, uint HeaderCrc32C)
{
    public const int Length = 24;

    private const uint Magic = 0x444E4552; // "REND"
    private const int ChecksumAt = Length - sizeof(uint);

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], DataSetCrc32C);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], DataSetLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], HeaderCrc32C);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Crc32C.Compute(bytes[..ChecksumAt]));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordTrailer trailer)
    {
        trailer = default;
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Compute(bytes[..ChecksumAt]))
            return false;
        trailer = new RecordTrailer(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]));
        return true;
    }
}
