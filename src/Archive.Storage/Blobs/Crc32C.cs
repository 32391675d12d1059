using System.Numerics;
using System.Runtime.InteropServices;

namespace Archive.Storage.Blobs;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 B.4) by the processor's own instruction. Starts from and is finished with all ones, so
/// that leading zeros count and the checksum of zeros is not zero.
/// </summary>
public static class Crc32C
{
    /// <summary>The processor begins an instruction each cycle and has its result three cycles later: so three lanes, of 1 KiB each.</summary>
    private const int LaneWords = 1024 / sizeof(ulong);

    // What a lane of zeros makes of a register, by its four bytes: the register is a linear function of what it was.
    private static readonly uint[] Passed = MakePassed();

    /// <summary>The checksum of the bytes; 0 for none.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> is the checksum of, followed by the bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var rest = bytes[(words.Length * sizeof(ulong))..];
        for (; words.Length >= 3 * LaneWords; words = words[(3 * LaneWords)..])
            crc = AppendLanes(crc, words[..LaneWords], words.Slice(LaneWords, LaneWords), words.Slice(2 * LaneWords, LaneWords));
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var b in rest)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    private static uint AppendLanes(uint crc, ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ReadOnlySpan<ulong> third)
    {
        var (ofSecond, ofThird) = (0u, 0u);
        for (var i = 0; i < first.Length; i++)
        {
            crc = BitOperations.Crc32C(crc, first[i]);
            ofSecond = BitOperations.Crc32C(ofSecond, second[i]);
            ofThird = BitOperations.Crc32C(ofThird, third[i]);
        }

        return PassLane(PassLane(crc) ^ ofSecond) ^ ofThird;
    }

    private static uint PassLane(uint crc)
    {
        var passed = Passed;
        return passed[crc & 0xFF] ^ passed[256 + ((crc >> 8) & 0xFF)] ^ passed[512 + ((crc >> 16) & 0xFF)] ^ passed[768 + (crc >> 24)];
    }

    private static uint[] MakePassed()
    {
        var passed = new uint[4 * 256];
        for (var i = 0; i < passed.Length; i++)
        {
            var crc = (uint)(i % 256) << (8 * (i / 256));
            for (var word = 0; word < LaneWords; word++)
                crc = BitOperations.Crc32C(crc, 0ul);
            passed[i] = crc;
        }

        return passed;
    }
}
