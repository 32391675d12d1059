using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>
/// The objects of a series as bytes. The header is encoded once; for each object its SOP Instance UID and Instance Number are written into it, and all
/// objects have the same pixels. Not thread-safe, and an object is valid until the next one is made: one sender has one template.
/// </summary>
internal sealed class SeriesTemplate
{
    private const int InstanceDigits = 7;
    private const string NumberMark = "@@@@@@@@"; // as long as the longest Instance Number, padded with spaces
    private const uint MaxFragmentBytes = 0xFFFFFFF0;

    private readonly byte[] _header;
    private readonly int _instanceAt;
    private readonly int _numberAt;
    private readonly ReadOnlySequence<byte> _whole;

    public SeriesTemplate(SeriesPlan series, TransferSyntax transferSyntax)
    {
        Series = series;
        TransferSyntax = transferSyntax;
        var dataSet = ObjectHeader.Create(series, transferSyntax, NumberMark);
        var encoded = DataSetWriter.ToArray(dataSet, transferSyntax);
        if (!series.Kind.IsImage)
        {
            _header = encoded;
            _whole = new ReadOnlySequence<byte>(_header);
        }
        else if (transferSyntax.IsEncapsulated)
        {
            _header = [.. encoded, .. PixelElement(transferSyntax, uint.MaxValue), .. Item(0)];
            _whole = SharedBytes.Chain(EncapsulatedPieces());
        }
        else
        {
            var pixels = Math.Min(series.Frames * series.Kind.BytesPerFrame, MaxFragmentBytes);
            pixels += pixels & 1;
            _header = [.. encoded, .. PixelElement(transferSyntax, (uint)pixels)];
            _whole = SharedBytes.Join(_header, pixels);
        }

        _instanceAt = Find(Encoding.ASCII.GetBytes(series.SopInstance(0))) + series.Uid.Length + 1;
        _numberAt = Find(Encoding.ASCII.GetBytes(NumberMark));
    }

    public SeriesPlan Series { get; }

    public TransferSyntax TransferSyntax { get; }

    /// <summary>Bytes of each data set.</summary>
    public long Length => _whole.Length;

    /// <summary>The encoded data set of the object of this index, from 0.</summary>
    public ReadOnlySequence<byte> Make(int index)
    {
        Utf8Formatter.TryFormat(SeriesPlan.FirstInstance + index, _header.AsSpan(_instanceAt, InstanceDigits), out _);
        var number = _header.AsSpan(_numberAt, NumberMark.Length);
        number.Fill((byte)' ');
        Utf8Formatter.TryFormat(index + 1, number, out _);
        return _whole;
    }

    // As a codec would: half of the frame's bytes, between the markers that begin and end a JPEG image.
    private IEnumerable<ReadOnlyMemory<byte>> EncapsulatedPieces()
    {
        yield return _header;
        var bytes = (uint)Math.Min(((Series.Kind.BytesPerFrame / 2) + 1) & ~1L, MaxFragmentBytes - 4);
        byte[] begin = [.. Item(bytes + 4), 0xFF, 0xD8];
        byte[] end = [0xFF, 0xD9];
        for (var frame = 0; frame < Series.Frames; frame++)
        {
            yield return begin;
            foreach (var piece in SharedBytes.Pixels(bytes))
                yield return piece;
            yield return end;
        }

        yield return new byte[] { 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0 };
    }

    private static byte[] Item(uint length)
    {
        byte[] item = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(item.AsSpan(4), length);
        return item;
    }

    /// <summary>(7FE0,0010) up to its value.</summary>
    private byte[] PixelElement(TransferSyntax transferSyntax, uint length)
    {
        if (transferSyntax.IsImplicitVr)
        {
            byte[] implicitVr = [0xE0, 0x7F, 0x10, 0x00, 0, 0, 0, 0];
            BinaryPrimitives.WriteUInt32LittleEndian(implicitVr.AsSpan(4), length);
            return implicitVr;
        }

        var vr = transferSyntax.IsEncapsulated || Series.Kind.BitsAllocated == 8 ? (byte)'B' : (byte)'W';
        byte[] element = transferSyntax.IsBigEndian ? [0x7F, 0xE0, 0x00, 0x10, (byte)'O', vr, 0, 0, 0, 0, 0, 0] : [0xE0, 0x7F, 0x10, 0x00, (byte)'O', vr, 0, 0, 0, 0, 0, 0];
        if (transferSyntax.IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(element.AsSpan(8), length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(element.AsSpan(8), length);
        return element;
    }

    private int Find(byte[] mark)
    {
        var at = _header.AsSpan().IndexOf(mark);
        return at >= 0 ? at : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The header of series {Series.Uid} has no mark to write into."));
    }
}
