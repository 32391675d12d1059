using System.Buffers.Binary;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data.Deviations;

/// <summary>
/// Encodes data sets against the standard in every way that leaves one reading, by choices that it is given. Independent of the project's
/// own writer.
/// </summary>
internal sealed class DeviantEncoder(TransferSyntax syntax, Func<int, int> choose)
{
    private const uint Undefined = 0xFFFFFFFF;

    // Nothing of the size of a test stands behind these.
    private static readonly uint[] DelimiterLengths = [0, Undefined, 0x7FFFFFFF, 0x20202020];

    private static readonly string[] InvalidVrs = ["  ", "--", "??", "\0\0", "lo", "Us", "9~"];

    /// <summary>An index for a choice of one out of three to stay with the standard.</summary>
    private bool Deviates => choose(3) > 0;

    public byte[] Encode(DataSet dataSet)
    {
        byte[] encoded = [.. Elements(dataSet), .. Trail()];
        return syntax.IsDeflated ? Scanning.Raw.Deflate(encoded) : encoded;
    }

    public byte[] Elements(DataSet dataSet) => [.. dataSet.SelectMany(Encode)];

    private byte[] Encode(Element element)
    {
        if (element.IsSequence)
            return Sequence(element);
        if (element.IsEncapsulated)
            return [.. Header(element.Tag, element.Vr, Undefined), .. element.Fragments.SelectMany(f => (byte[])[.. Header(Tag.Item, Vr.None, (uint)f.Length), .. f.Span]), .. Delimiter(Tag.SequenceDelimitation)];
        var value = element.Value.ToArray();
        if (syntax.IsBigEndian)
            value = [.. value.Chunk(element.Vr.ByteOrderUnit()).SelectMany(number => number.Reverse())];
        return [.. Header(element.Tag, element.Vr, (uint)value.Length), .. value];
    }

    private byte[] Sequence(Element sequence)
    {
        byte[] items = [.. sequence.Items.SelectMany(item => Enclose(Tag.Item, Vr.None, Elements(item), Tag.ItemDelimitation))];
        return Enclose(sequence.Tag, Vr.SQ, items, Tag.SequenceDelimitation);
    }

    /// <summary>By its length, by a delimiter, or by both.</summary>
    private byte[] Enclose(Tag tag, Vr vr, byte[] content, Tag delimiter)
    {
        var style = choose(3);
        if (style == 0)
            return [.. Header(tag, vr, (uint)content.Length), .. content];
        if (style == 1)
            return [.. Header(tag, vr, Undefined), .. content, .. Delimiter(delimiter)];
        byte[] ended = [.. content, .. Delimiter(delimiter)];
        return [.. Header(tag, vr, (uint)ended.Length), .. ended];
    }

    private byte[] Delimiter(Tag tag) => Header(tag, Vr.None, Deviates ? DelimiterLengths[choose(DelimiterLengths.Length)] : 0);

    private byte[] Trail() => choose(4) switch
    {
        0 => [],
        1 => new byte[choose(40)],
        2 => [.. Delimiter(Tag.ItemDelimitation), .. new byte[choose(12)]],
        _ => [.. new byte[8 * choose(3)], .. Delimiter(Tag.SequenceDelimitation)],
    };

    private byte[] Header(Tag tag, Vr vr, uint length)
    {
        var bytes = new byte[12];
        Write16(bytes, tag.Group);
        Write16(bytes.AsSpan(2), tag.Element);
        if (vr == Vr.None || syntax.IsImplicitVr)
        {
            Write32(bytes.AsSpan(4), length);
            return bytes[..8];
        }

        var isDictionarys = vr == ElementDictionary.GetVr(tag) && !vr.HasLongLength();
        Encoding.Latin1.GetBytes(isDictionarys && Deviates ? InvalidVrs[choose(InvalidVrs.Length)] : vr.ToCode(), bytes.AsSpan(4));
        if (!vr.HasLongLength())
        {
            Write16(bytes.AsSpan(6), (ushort)length);
            return bytes[..8];
        }

        Write32(bytes.AsSpan(8), length);
        return bytes;
    }

    private void Write16(Span<byte> bytes, ushort value)
    {
        if (syntax.IsBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
    }

    private void Write32(Span<byte> bytes, uint value)
    {
        if (syntax.IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
    }
}
