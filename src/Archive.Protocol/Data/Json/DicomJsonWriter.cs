using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Archive.Protocol.Data.Json;

/// <summary>
/// Writes data sets as DICOM JSON Model objects (PS3.18 F.2): text decoded from the character set of the data set, binary
/// values inline as base64 of their little endian bytes, group lengths (gggg,0000) left out.
/// </summary>
/// <remarks>
/// DS, IS, SV and UV are numbers where that loses nothing, else strings as encoded (PS3.18 F.2.3). JSON has no number for
/// the infinities and NaN of FL and FD: they are the strings <c>Infinity</c>, <c>-Infinity</c> and <c>NaN</c>.
/// </remarks>
public static class DicomJsonWriter
{
    // The largest integer up to which readers that hold numbers as doubles lose nothing (RFC 8259 6).
    private const long MaxExactInteger = (1L << 53) - 1;

    private const NumberStyles DecimalString = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Writes one JSON object, for which the writer must be at a place where a value may stand.</summary>
    public static void Write(Utf8JsonWriter json, DataSet dataSet)
    {
        json.WriteStartObject();
        foreach (var element in dataSet)
        {
            if (element.Tag.IsGroupLength)
                continue;
            json.WriteStartObject(string.Create(CultureInfo.InvariantCulture, $"{element.Tag.Value:X8}"));
            json.WriteString("vr", element.Vr.ToCode());
            if (!element.IsEmpty)
                WriteValues(json, element, dataSet.CharacterSet);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>One JSON object as UTF-8.</summary>
    public static byte[] ToArray(DataSet dataSet, JsonWriterOptions options = default)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, options))
            Write(json, dataSet);
        return output.ToArray();
    }

    private static void WriteValues(Utf8JsonWriter json, Element element, CharacterSet characterSet)
    {
        if (element.IsEncapsulated)
        {
            json.WriteBase64String("InlineBinary", EncodeFragments(element.Fragments));
            return;
        }

        if (element.Vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN)
        {
            json.WriteBase64String("InlineBinary", element.Value.Span);
            return;
        }

        json.WriteStartArray("Value");
        if (element.IsSequence)
        {
            foreach (var item in element.Items)
                Write(json, item);
        }
        else
        {
            foreach (var value in ValueText.Split(element, characterSet))
                WriteValue(json, element.Vr, value);
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, Vr vr, string value)
    {
        if (value.Length == 0 || (vr == Vr.PN && value.AsSpan().Trim('=').IsEmpty))
            json.WriteNullValue();
        else if (vr == Vr.PN)
            WriteName(json, value);
        else if (vr is Vr.DS or Vr.IS or Vr.FD or Vr.FL or Vr.SL or Vr.SS or Vr.SV or Vr.UL or Vr.US or Vr.UV && IsExactNumber(value, vr))
            json.WriteRawValue(ToJsonNumber(value));
        else
            json.WriteStringValue(value);
    }

    /// <summary>Each component group that is given, as it is written (PS3.5 6.2.1).</summary>
    private static void WriteName(Utf8JsonWriter json, string name)
    {
        ReadOnlySpan<string> properties = ["Alphabetic", "Ideographic", "Phonetic"];
        var groups = name.Split('=');
        json.WriteStartObject();
        for (var i = 0; i < groups.Length && i < properties.Length; i++)
        {
            if (groups[i].Length > 0)
                json.WriteString(properties[i], groups[i]);
        }

        json.WriteEndObject();
    }

    private static bool IsExactNumber(string value, Vr vr) => vr is Vr.SV or Vr.UV
        ? decimal.Abs(decimal.Parse(value, CultureInfo.InvariantCulture)) <= MaxExactInteger
        : double.TryParse(value, DecimalString, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    /// <summary>The digits as they are, so that none is lost or made up; without what DICOM allows and JSON does not.</summary>
    private static string ToJsonNumber(string value)
    {
        var exponent = value.AsSpan().IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? value : value[..exponent];
        var sign = mantissa[0] == '-' ? "-" : "";
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? mantissa : mantissa[..point]).TrimStart('+', '-').TrimStart('0');
        var fraction = point < 0 ? "" : mantissa[point..];
        return $"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length > 1 ? fraction : "")}{(exponent < 0 ? "" : value[exponent..])}";
    }

    /// <summary>The value field of encapsulated pixel data as it stands in a data set: items, then the delimiter (PS3.5 A.4).</summary>
    private static byte[] EncodeFragments(IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        const int HeaderBytes = 8;
        var field = new byte[fragments.Sum(fragment => HeaderBytes + fragment.Length) + HeaderBytes];
        var rest = field.AsSpan();
        foreach (var fragment in fragments)
        {
            rest = WriteItemHeader(rest, Tag.Item, fragment.Length);
            fragment.Span.CopyTo(rest);
            rest = rest[fragment.Length..];
        }

        WriteItemHeader(rest, Tag.SequenceDelimitation, 0);
        return field;
    }

    private static Span<byte> WriteItemHeader(Span<byte> output, Tag tag, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(output[2..], tag.Element);
        BinaryPrimitives.WriteInt32LittleEndian(output[4..], length);
        return output[8..];
    }
}
