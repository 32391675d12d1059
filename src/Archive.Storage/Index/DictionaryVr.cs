using System.Buffers.Binary;
using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Brings elements to the VR that the dictionary gives their tags, whatever VR their sender wrote: an answer in Implicit VR
/// says none. Numbers become text and the other way round; what is of another kind altogether, as a text that came as a
/// sequence, is empty. What was passed on as UN is read as what it is (PS3.5 6.2.2).
/// </summary>
internal static class DictionaryVr
{
    /// <summary>False for elements that no data set may have (PS3.5 7.1 and 7.8.1), and for group lengths, which are retired.</summary>
    public static bool IsAllowed(Tag tag) => tag is { Group: > 0x0007 and not 0xFFFF, IsGroupLength: false };

    /// <param name="around">The data set that holds the element.</param>
    /// <returns>The element itself where there is nothing to change.</returns>
    public static Element Apply(Element element, DataSet around) => Apply(element, ElementDictionary.GetVr(element.Tag), around);

    /// <inheritdoc cref="Apply(Element, DataSet)"/>
    /// <param name="vr">The dictionary's.</param>
    public static Element Apply(Element element, Vr vr, DataSet around)
    {
        if (element.IsSequence)
            return vr is Vr.SQ or Vr.UN ? WithItems(element, element.Items) : EmptyOf(element.Tag, vr);
        if (vr == element.Vr || vr == Vr.UN)
            return element;
        if (vr == Vr.SQ)
            return element.Vr == Vr.UN ? ReadSequence(element, around) : EmptyOf(element.Tag, vr);
        if (IsOpaque(vr))
            return IsOpaque(element.Vr) || element.Vr == Vr.UN ? element : EmptyOf(element.Tag, vr);
        if (element.Vr == Vr.SS && ElementDictionary.IsUnsignedOrSigned(element.Tag))
            return element;
        return element.Vr == Vr.UN || IsSameText(element.Vr, vr) ? new Element(element.Tag, vr, element.Value) : Convert(element.Tag, vr, around);
    }

    /// <summary>The element without a value.</summary>
    public static Element EmptyOf(Tag tag, Vr vr) => vr == Vr.SQ ? Element.Sequence(tag, []) : new Element(tag, vr, ReadOnlyMemory<byte>.Empty);

    private static bool IsOpaque(Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW;

    private static bool IsSameText(Vr came, Vr vr) => came.IsText() && vr.IsText() && came.UsesSpecificCharacterSet() == vr.UsesSpecificCharacterSet();

    private static Element Convert(Tag tag, Vr vr, DataSet around)
    {
        var values = around.GetStrings(tag);
        if (vr.IsText())
            return new Element(tag, vr, around.CharacterSet.Encode(string.Join('\\', values), vr, out _));
        var size = vr.ByteOrderUnit();
        var bytes = new byte[values.Count * size];
        for (var i = 0; i < values.Count; i++)
        {
            if (!TryWrite(values[i], vr, bytes.AsSpan(i * size, size)))
                return EmptyOf(tag, vr);
        }

        return new Element(tag, vr, bytes);
    }

    private static bool TryWrite(string value, Vr vr, Span<byte> bytes)
    {
        if (vr is Vr.FD or Vr.FL && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            if (vr == Vr.FD)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, real);
            else
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)real);
            return true;
        }

        if (vr is Vr.AT or Vr.FD or Vr.FL || !Int128.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return false;
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(wide, number);
        wide[..bytes.Length].CopyTo(bytes);
        return vr is Vr.SL or Vr.SS or Vr.SV ? number >> ((8 * bytes.Length) - 1) is var sign && (sign == 0 || sign == -1) : number >> (8 * bytes.Length) == 0;
    }

    /// <summary>UN holds a sequence in Implicit VR Little Endian (PS3.5 6.2.2).</summary>
    private static Element ReadSequence(Element element, DataSet around)
    {
        var encoded = new byte[8 + element.Value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(encoded, element.Tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(2), element.Tag.Element);
        BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(4), element.Value.Length);
        element.Value.CopyTo(encoded.AsMemory(8));
        try
        {
            var read = DataSetReader.Read(encoded, TransferSyntax.ImplicitVrLittleEndian);
            if (around.TryGet(Tags.SpecificCharacterSet, out var declaration))
                read.Set(declaration);
            return WithItems(element, read.GetItems(element.Tag));
        }
        catch (DicomFormatException)
        {
            return EmptyOf(element.Tag, Vr.SQ);
        }
    }

    private static Element WithItems(Element element, IReadOnlyList<DataSet> items)
    {
        DataSet[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (Apply(items[i]) is var item && ReferenceEquals(item, items[i]))
                continue;
            changed ??= [.. items];
            changed[i] = item;
        }

        return changed is null && ReferenceEquals(items, element.Items) ? element : Element.Sequence(element.Tag, changed ?? items);
    }

    private static DataSet Apply(DataSet item)
    {
        List<Element>? changed = null;
        var count = 0;
        foreach (var element in item)
        {
            var applied = IsAllowed(element.Tag) ? Apply(element, item) : null;
            if (changed is null && !ReferenceEquals(applied, element))
                changed = [.. item.Take(count)];
            if (changed is not null && applied is not null)
                changed.Add(applied);
            count++;
        }

        return changed is null ? item : item.With(changed);
    }
}
