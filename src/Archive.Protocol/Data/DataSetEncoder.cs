using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Archive.Protocol.Data;

/// <summary>
/// Writes one data set in two passes: the first finds the lengths of sequences, items and groups, the second writes and
/// takes the lengths in the order in which the first found them.
/// </summary>
internal sealed class DataSetEncoder(TransferSyntax transferSyntax, DataSetWriterOptions options, IBufferWriter<byte> output)
{
    private const uint UndefinedLength = 0xFFFFFFFF;
    private const int DelimiterBytes = 8;
    private const int LongestShortValue = 65534;

    private readonly List<uint> _lengths = [];
    private int _nextLength;

    public void Write(DataSet dataSet)
    {
        Measure(dataSet);
        WriteElements(dataSet);
    }

    private long Measure(DataSet set)
    {
        // A data set that was made, not read, may be nested without limit: better an exception than the end of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        long total = 0;
        var group = (Slot: -1, Number: 0, Start: 0L);
        foreach (var element in set)
        {
            if (group.Slot >= 0 && element.Tag.Group != group.Number)
            {
                _lengths[group.Slot] = checked((uint)(total - group.Start));
                group.Slot = -1;
            }

            if (element.Tag.IsGroupLength)
                _lengths.Add(0);
            total += HeaderBytes(element) + MeasureContent(element);
            if (element.Tag.IsGroupLength)
                group = (_lengths.Count - 1, element.Tag.Group, total);
        }

        if (group.Slot >= 0)
            _lengths[group.Slot] = checked((uint)(total - group.Start));
        return total;
    }

    private long MeasureContent(Element element)
    {
        if (element.Tag.IsGroupLength)
            return sizeof(uint);
        if (element.IsEncapsulated)
            return DelimiterBytes + element.Fragments.Sum(fragment => (long)DelimiterBytes + Even(fragment.Length));
        if (!element.IsSequence)
            return Even(element.Value.Length);

        var slot = Reserve();
        long total = options.UseUndefinedLengths ? DelimiterBytes : 0;
        foreach (var item in element.Items)
        {
            var itemSlot = Reserve();
            var length = Measure(item);
            Fill(itemSlot, length);
            total += DelimiterBytes + length + (options.UseUndefinedLengths ? DelimiterBytes : 0);
        }

        Fill(slot, total);
        return total;
    }

    private int Reserve()
    {
        _lengths.Add(UndefinedLength);
        return _lengths.Count - 1;
    }

    private void Fill(int slot, long length)
    {
        if (options.UseUndefinedLengths)
            return;
        _lengths[slot] = length < UndefinedLength ? (uint)length : throw new OverflowException("A sequence is longer than 4 GB.");
    }

    private void WriteElements(DataSet set)
    {
        foreach (var element in set)
        {
            if (element.Tag.IsGroupLength)
                WriteGroupLength(element);
            else if (element.IsSequence)
                WriteSequence(element);
            else if (element.IsEncapsulated)
                WriteFragments(element);
            else
                WriteValue(element);
        }
    }

    private void WriteGroupLength(Element element)
    {
        WriteHeader(element, sizeof(uint));
        WriteUInt32(_lengths[_nextLength++]);
    }

    private void WriteSequence(Element element)
    {
        WriteHeader(element, _lengths[_nextLength++]);
        foreach (var item in element.Items)
        {
            WriteDelimiter(Tag.Item, _lengths[_nextLength++]);
            WriteElements(item);
            if (options.UseUndefinedLengths)
                WriteDelimiter(Tag.ItemDelimitation, 0);
        }

        if (options.UseUndefinedLengths)
            WriteDelimiter(Tag.SequenceDelimitation, 0);
    }

    private void WriteFragments(Element element)
    {
        if (!transferSyntax.IsEncapsulated)
            throw new ArgumentException($"{ElementDictionary.Describe(element.Tag)} is encapsulated, which {transferSyntax} does not allow.", nameof(element));
        WriteHeader(element, UndefinedLength);
        foreach (var fragment in element.Fragments)
        {
            WriteDelimiter(Tag.Item, (uint)Even(fragment.Length));
            WritePadded(fragment.Span, unit: 1, padding: 0);
        }

        WriteDelimiter(Tag.SequenceDelimitation, 0);
    }

    private void WriteValue(Element element)
    {
        WriteHeader(element, (uint)Even(element.Value.Length));
        WritePadded(element.Value.Span, transferSyntax.IsBigEndian ? WrittenVr(element).ByteOrderUnit() : 1, element.Vr.PaddingByte());
    }

    private void WritePadded(ReadOnlySpan<byte> value, int unit, byte padding)
    {
        const int ChunkBytes = 64 * 1024; // a multiple of every unit
        for (var rest = value; !rest.IsEmpty;)
        {
            var chunk = rest[..Math.Min(rest.Length, ChunkBytes)];
            var target = output.GetSpan(chunk.Length)[..chunk.Length];
            chunk.CopyTo(target);
            if (unit > 1)
                ByteOrder.SwapInPlace(target, unit);
            output.Advance(chunk.Length);
            rest = rest[chunk.Length..];
        }

        if (value.Length % 2 == 0)
            return;
        output.GetSpan(1)[0] = padding;
        output.Advance(1);
    }

    private void WriteHeader(Element element, uint length)
    {
        WriteTag(element.Tag);
        if (transferSyntax.IsImplicitVr)
        {
            WriteUInt32(length);
            return;
        }

        var vr = WrittenVr(element);
        var code = output.GetSpan(4);
        BinaryPrimitives.WriteUInt16BigEndian(code, (ushort)vr); // two characters, in any byte order
        code[2..4].Clear();
        if (vr.HasLongLength())
        {
            output.Advance(4);
            WriteUInt32(length);
        }
        else
        {
            output.Advance(2);
            WriteUInt16((ushort)length);
        }
    }

    private void WriteDelimiter(Tag tag, uint length)
    {
        WriteTag(tag);
        WriteUInt32(length);
    }

    private void WriteTag(Tag tag)
    {
        WriteUInt16(tag.Group);
        WriteUInt16(tag.Element);
    }

    private void WriteUInt16(ushort value)
    {
        var span = output.GetSpan(sizeof(ushort));
        if (transferSyntax.IsBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(span, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(span, value);
        output.Advance(sizeof(ushort));
    }

    private void WriteUInt32(uint value)
    {
        var span = output.GetSpan(sizeof(uint));
        if (transferSyntax.IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(span, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(span, value);
        output.Advance(sizeof(uint));
    }

    private int HeaderBytes(Element element) => transferSyntax.IsImplicitVr || !WrittenVr(element).HasLongLength() ? 8 : 12;

    // A value too long for the 16-bit length of its VR is written as UN (PS3.5 6.2.2, note 6).
    private static Vr WrittenVr(Element element)
    {
        if (element.Tag.IsGroupLength)
            return Vr.UL;
        return !element.Vr.IsKnown() || (Even(element.Value.Length) > LongestShortValue && !element.Vr.HasLongLength()) ? Vr.UN : element.Vr;
    }

    private static int Even(int length) => length + (length & 1);
}
