namespace Archive.Protocol.Data;

/// <summary>Turns values from one byte order into the other (PS3.5 7.3).</summary>
internal static class ByteOrder
{
    /// <summary>The same bytes when the unit is one byte, else a copy.</summary>
    public static ReadOnlyMemory<byte> Swap(ReadOnlyMemory<byte> value, int unit)
    {
        if (unit == 1 || value.IsEmpty)
            return value;
        var swapped = value.ToArray();
        SwapInPlace(swapped, unit);
        return swapped;
    }

    /// <summary>Reverses the bytes of each unit; what is left at the end of a value of odd length stays.</summary>
    public static void SwapInPlace(Span<byte> value, int unit)
    {
        for (; value.Length >= unit; value = value[unit..])
            value[..unit].Reverse();
    }
}
