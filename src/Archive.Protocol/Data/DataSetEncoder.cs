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

    private readonly ElementEncoding _encoding = new(transferSyntax.IsImplicitVr, transferSyntax.IsBigEndian);
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
        var value = output.GetSpan(sizeof(uint));
        if (transferSyntax.IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(value, _lengths[_nextLength++]);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(value, _lengths[_nextLength++]);
        output.Advance(sizeof(uint));
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
            ByteOrder.Swap(chunk, output.GetSpan(chunk.Length), unit);
            output.Advance(chunk.Length);
            rest = rest[chunk.Length..];
        }

        if (value.Length % 2 == 0)
            return;
        output.GetSpan(1)[0] = padding;
        output.Advance(1);
    }

    private void WriteHeader(Element element, uint length) => WriteHeader(element.Tag, WrittenVr(element), length, _encoding);

    private void WriteDelimiter(Tag tag, uint length) => WriteHeader(tag, Vr.None, length, _encoding with { IsImplicitVr = true });

    private void WriteHeader(Tag tag, Vr vr, uint length, ElementEncoding encoding) =>
        output.Advance(ElementHeader.Write(output.GetSpan(ElementHeader.MaxSize), tag, vr, length, encoding));

    private int HeaderBytes(Element element) =>
        transferSyntax.IsImplicitVr || !WrittenVr(element).HasLongLength() ? ElementHeader.MinSize : ElementHeader.MaxSize;

    private static Vr WrittenVr(Element element) =>
        element.Tag.IsGroupLength ? Vr.UL : ElementHeader.WrittenVr(element.Vr, Even(element.Value.Length));

    private static int Even(int length) => length + (length & 1);
}
