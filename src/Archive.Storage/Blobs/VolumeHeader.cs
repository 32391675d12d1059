using System.Buffers.Binary;

namespace Archive.Storage.Blobs;

/// <summary>The first bytes of a volume file (<c>docs/formats/volume.md</c>).</summary>
internal readonly record struct VolumeHeader(long Volume, DateTimeOffset CreatedAt)
{
    public const int Length = 64;

    private const int ChecksumAt = Length - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "ARCHVOL\n"u8;

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..Length];
        bytes.Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], VolumeFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Volume);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Crc32C.Compute(bytes[..ChecksumAt]));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out VolumeHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Compute(bytes[..ChecksumAt])
            || BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) != VolumeFormat.Version)
            return false;
        header = new VolumeHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])));
        return true;
    }
}
