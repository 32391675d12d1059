using System.Buffers.Binary;
using System.Globalization;

namespace Archive.Protocol.Data.Json;

/// <summary>Encodes numbers that stand in JSON as a data set has them.</summary>
internal static class JsonNumbers
{
    /// <returns>Null when a value is none of the VR.</returns>
    public static byte[]? Encode(IReadOnlyList<string> values, Vr vr)
    {
        var size = vr == Vr.AT ? 4 : vr.ByteOrderUnit();
        var bytes = new byte[values.Count * size];
        for (var i = 0; i < values.Count; i++)
        {
            if (!TryWrite(values[i], vr, bytes.AsSpan(i * size, size)))
                return null;
        }

        return bytes;
    }

    private static bool TryWrite(string value, Vr vr, Span<byte> bytes)
    {
        const NumberStyles Integer = NumberStyles.AllowLeadingSign;
        var culture = CultureInfo.InvariantCulture;
        switch (vr)
        {
            case Vr.US when ushort.TryParse(value, Integer, culture, out var number):
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
                return true;
            case Vr.SS when short.TryParse(value, Integer, culture, out var number):
                BinaryPrimitives.WriteInt16LittleEndian(bytes, number);
                return true;
            case Vr.UL when uint.TryParse(value, Integer, culture, out var number):
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
                return true;
            case Vr.SL when int.TryParse(value, Integer, culture, out var number):
                BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
                return true;
            case Vr.UV when ulong.TryParse(value, Integer, culture, out var number):
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
                return true;
            case Vr.SV when long.TryParse(value, Integer, culture, out var number):
                BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                return true;
            case Vr.FL when float.TryParse(value, NumberStyles.Float, culture, out var number):
                BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
                return true;
            case Vr.FD when double.TryParse(value, NumberStyles.Float, culture, out var number):
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
                return true;
            case Vr.AT when value.Length == 8 && uint.TryParse(value, NumberStyles.AllowHexSpecifier, culture, out var tag):
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(tag >> 16));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)tag);
                return true;
            default:
                return false;
        }
    }
}
