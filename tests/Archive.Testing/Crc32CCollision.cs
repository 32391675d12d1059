namespace Archive.Testing;

/// <summary>
/// Makes bytes that differ from others and have the same CRC-32C (Castagnoli). The checksum is linear: four bytes anywhere
/// can give it any value, found by solving 32 equations over GF(2). Shares no code with the archive.
/// </summary>
public static class Crc32CCollision
{
    private const uint Polynomial = 0x82F63B78;

    /// <summary>A copy that differs at <paramref name="alterAt"/> and, to make up for it, in the four bytes at <paramref name="patchAt"/>.</summary>
    public static byte[] Of(ReadOnlySpan<byte> original, int alterAt, int patchAt)
    {
        var made = original.ToArray();
        made[alterAt] ^= 0xFF;
        Patch(made, patchAt, Compute(original));
        return made;
    }

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
        }

        return ~crc;
    }

    private static void Patch(byte[] bytes, int at, uint wanted)
    {
        // Rows of (effect on the checksum, bits that have it), brought to one leading bit each.
        var rows = new (uint Effect, uint Bits)[32];
        var difference = Compute(bytes) ^ wanted;
        var zeros = new byte[bytes.Length - at];
        var ofZeros = Compute(zeros);
        for (var bit = 0; bit < 32; bit++)
        {
            zeros[bit / 8] = (byte)(1 << (bit % 8));
            var (effect, bits) = (Compute(zeros) ^ ofZeros, 1u << bit);
            zeros[bit / 8] = 0;
            for (var lead = 31; lead >= 0 && effect != 0; lead--)
            {
                if (((effect >> lead) & 1) == 0)
                    continue;
                if (rows[lead].Effect == 0)
                {
                    rows[lead] = (effect, bits);
                    break;
                }

                effect ^= rows[lead].Effect;
                bits ^= rows[lead].Bits;
            }
        }

        var patch = 0u;
        for (var lead = 31; lead >= 0; lead--)
        {
            if (((difference >> lead) & 1) == 0)
                continue;
            difference ^= rows[lead].Effect;
            patch ^= rows[lead].Bits;
        }

        for (var i = 0; i < 4; i++)
            bytes[at + i] ^= (byte)(patch >> (8 * i));
    }
}
