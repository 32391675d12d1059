using System.Buffers.Binary;
using System.Globalization;

namespace Archive.Protocol.Data;

/// <summary>Turns encoded values into text (PS3.5 6.2 and 6.4).</summary>
internal static class ValueText
{
    /// <summary>Each value of an element, without padding; none where it is empty, a sequence or bulk data.</summary>
    public static IReadOnlyList<string> Split(Element element, CharacterSet characterSet)
    {
        var vr = ReadAs(element);
        return vr.IsText() ? characterSet.DecodeValues(element.Value.Span, vr) : FormatNumbers(vr, element.Value.Span);
    }

    /// <summary>The first of <see cref="Split"/>; empty when there is none.</summary>
    public static string First(Element element, CharacterSet characterSet)
    {
        var vr = ReadAs(element);
        if (vr.IsText())
            return characterSet.DecodeFirst(element.Value.Span, vr);
        return FormatNumbers(vr, element.Value.Span) is [var first, ..] ? first : string.Empty;
    }

    // What came as UN although the dictionary knows it was passed on by someone who did not know it (PS3.5 6.2.2).
    private static Vr ReadAs(Element element) => element.Vr == Vr.UN ? ElementDictionary.GetVr(element.Tag) : element.Vr;

    private static string[] FormatNumbers(Vr vr, ReadOnlySpan<byte> bytes)
    {
        var size = vr == Vr.AT ? 4 : vr.ByteOrderUnit();
        if (vr is not (Vr.AT or Vr.FD or Vr.FL or Vr.SL or Vr.SS or Vr.SV or Vr.UL or Vr.US or Vr.UV))
            return [];
        var values = new string[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
            values[i] = FormatNumber(vr, bytes.Slice(i * size, size));
        return values;
    }

    private static string FormatNumber(Vr vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        Vr.AT => $"{BinaryPrimitives.ReadUInt16LittleEndian(bytes):X4}{BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]):X4}",
        Vr.FD => BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.FL => BinaryPrimitives.ReadSingleLittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.UL => BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Vr.US => BinaryPrimitives.ReadUInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
    };
}
