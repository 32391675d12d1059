using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Archive.Protocol.Data;

namespace Archive.Cli.Queries;

/// <summary>Turns what was typed for a key into its encoded value.</summary>
internal static partial class KeyEncoding
{
    /// <summary>
    /// Text as it is, except that dates may also be written <c>2026-01-31</c>, <c>today</c> and <c>yesterday</c>, in ranges as
    /// well; numbers in decimal; several values parted by backslashes.
    /// </summary>
    /// <exception cref="CommandException">The text is no value of such an attribute, or the character set does not hold it.</exception>
    public static byte[] Encode(Key key, CharacterSet characterSet, TimeProvider time)
    {
        var vr = key.Path.Vr;
        if (key.Value.Length == 0)
            return [];
        if (!vr.IsText())
            return EncodeNumbers(key, vr);
        var text = vr == Vr.DA ? ReadDates(key.Value, time) : key.Value;
        var bytes = characterSet.Encode(text, vr, out var lossless);
        return lossless ? bytes : throw new CommandException($"'{key.Value}' for {key.Path} cannot be written in {(characterSet.DefinedTerms.Count == 0 ? "ASCII" : characterSet)}.");
    }

    private static string ReadDates(string text, TimeProvider time)
    {
        var today = time.GetLocalNow();
        return IsoDate().Replace(text, "$1$2$3")
            .Replace("today", Format(today), StringComparison.OrdinalIgnoreCase)
            .Replace("yesterday", Format(today.AddDays(-1)), StringComparison.OrdinalIgnoreCase);

        static string Format(DateTimeOffset date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
    }

    private static byte[] EncodeNumbers(Key key, Vr vr)
    {
        try
        {
            return [.. key.Value.Split('\\').SelectMany(value => EncodeNumber(vr, value))];
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new CommandException($"'{key.Value}' is no value of {key.Path}, whose VR is {vr.ToCode()}.", e);
        }
    }

    private static byte[] EncodeNumber(Vr vr, string text)
    {
        var bytes = new byte[vr == Vr.AT ? 4 : vr.ByteOrderUnit()];
        switch (vr)
        {
            case Vr.AT when Tag.TryParse(text, out var tag):
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), tag.Element);
                break;
            case Vr.FD:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.FL:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, float.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.SL:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, int.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.SS:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, short.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.SV:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, long.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.UL:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, uint.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.US:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, ushort.Parse(text, CultureInfo.InvariantCulture));
                break;
            case Vr.UV:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.Parse(text, CultureInfo.InvariantCulture));
                break;
            default:
                throw new FormatException();
        }

        return bytes;
    }

    [GeneratedRegex(@"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")]
    private static partial Regex IsoDate();
}
