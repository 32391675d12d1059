using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Archive.Protocol.Data;

/// <summary>Turns values from one byte order into the other (PS3.5 7.3).</summary>
internal static class ByteOrder
{
    /// <summary>The same bytes when the unit is one byte, else a copy.</summary>
    public static ReadOnlyMemory<byte> Swap(ReadOnlyMemory<byte> value, int unit)
    {
        if (unit == 1 || value.IsEmpty)
            return value;
        var swapped = new byte[value.Length];
        Swap(value.Span, swapped, unit);
        return swapped;
    }

    /// <summary>Copies with the bytes of each unit reversed; what is left at the end of a value of odd length stays.</summary>
    /// <param name="destination">May be longer.</param>
    public static void Swap(ReadOnlySpan<byte> value, Span<byte> destination, int unit)
    {
        var whole = value.Length & -unit;
        value[whole..].CopyTo(destination[whole..]);
        value = value[..whole];
        switch (unit)
        {
            case sizeof(ushort):
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(value), MemoryMarshal.Cast<byte, ushort>(destination));
                break;
            case sizeof(uint):
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(value), MemoryMarshal.Cast<byte, uint>(destination));
                break;
            case sizeof(ulong):
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(value), MemoryMarshal.Cast<byte, ulong>(destination));
                break;
            default:
                value.CopyTo(destination);
                break;
        }
    }
}
