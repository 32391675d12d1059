using System.Numerics;
using System.Runtime.InteropServices;

namespace Archive.Storage.Blobs;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 B.4) by the processor's own instruction. Starts from and is finished with all ones, so
/// that leading zeros count and the checksum of zeros is not zero.
/// </summary>
public static class Crc32C
{
    /// <summary>The checksum of the bytes; 0 for none.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> is the checksum of, followed by the bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
