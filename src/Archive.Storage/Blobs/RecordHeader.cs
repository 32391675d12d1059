using System.Buffers.Binary;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>
/// What stands before a blob in its volume (<c>docs/formats/volume.md</c>). It names its own volume and offset, so that
/// bytes that belong elsewhere are never taken for a record.
/// </summary>
/// <param name="GroupOffset">Where its group begins; everything before was durable when the record was written.</param>
internal readonly record struct RecordHeader(
    long Volume,
    long Offset,
    long GroupOffset,
    long DataSetLength,
    int PrefixLength,
    uint PrefixCrc32C,
    DateTimeOffset CreatedAt,
    SopInstanceUid Key)
{
    public const int Length = 128;
    public const uint Magic = 0x43455256; // "VREC"

    private const int KeyAt = 56;
    private const int ChecksumAt = Length - sizeof(uint);

    /// <summary>Writes the header and returns its checksum, which the trailer repeats.</summary>
    public uint Write(Span<byte> bytes)
    {
        bytes = bytes[..Length];
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], VolumeFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Volume);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], DataSetLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[32..], PrefixLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[36..], PrefixCrc32C);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(bytes[48..], GroupOffset);
        Encoding.ASCII.GetBytes(Key.Value, bytes.Slice(KeyAt, Uid.MaxLength));
        var crc = Crc32C.Compute(bytes[..ChecksumAt]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], crc);
        return crc;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header, out uint crc)
    {
        header = default;
        crc = 0;
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            return false;
        crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]);
        if (crc != Crc32C.Compute(bytes[..ChecksumAt])
            || BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) != VolumeFormat.Version
            || !Uid.TryParse(bytes.Slice(KeyAt, Uid.MaxLength), out var key))
            return false;
        header = new RecordHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[40..])),
            new SopInstanceUid(key));
        return header is { PrefixLength: >= 0, DataSetLength: >= 0 };
    }
}
