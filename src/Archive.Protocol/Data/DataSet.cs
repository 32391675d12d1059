using System.Buffers.Binary;
using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Archive.Protocol.Data;

/// <summary>
/// Elements in ascending order of their tags (PS3.5 7.1), each tag once. Text is decoded when it is asked for, by the
/// Specific Character Set (0008,0005) of the data set or, in an item, of the nearest data set around it that has one.
/// Not safe for use by several threads while one of them changes it.
/// </summary>
[DebuggerDisplay("{Count} elements")]
public sealed class DataSet : IReadOnlyCollection<Element>
{
    private readonly List<Element> _elements = [];
    private DataSet? _outer;
    private CharacterSet? _characterSet; // of the own (0008,0005), once it was needed
    private bool _declares;              // has a (0008,0005)
    private readonly CharacterSet? _undeclared;

    public DataSet()
    {
    }

    /// <param name="undeclared">See <see cref="DataSetReaderOptions.UndeclaredCharacterSet"/>.</param>
    internal DataSet(CharacterSet? undeclared) => _undeclared = undeclared;

    public int Count => _elements.Count;

    /// <summary>
    /// The character set of the text in here: that of the own Specific Character Set (0008,0005), in an item without one
    /// that of the data set around it (PS3.3 C.12.1.1.2).
    /// </summary>
    public CharacterSet CharacterSet => _declares
        ? _characterSet ??= CharacterSet.Parse(ValueText.Split(_elements[IndexOf(Tags.SpecificCharacterSet)], CharacterSet.Default), _undeclared)
        : _outer?.CharacterSet ?? (_undeclared is null ? CharacterSet.Default : _characterSet ??= CharacterSet.Parse([], _undeclared));

    public bool Contains(Tag tag) => IndexOf(tag) >= 0;

    public bool TryGet(Tag tag, [NotNullWhen(true)] out Element? element)
    {
        var index = IndexOf(tag);
        element = index >= 0 ? _elements[index] : null;
        return element is not null;
    }

    /// <summary>The first value, decoded, without padding; numbers in decimal, AT as eight hexadecimal digits. Null when absent, empty when it has no value.</summary>
    public string? GetString(Tag tag) => TryGet(tag, out var element) ? ValueText.First(element, CharacterSet) : null;

    /// <summary>Every value as <see cref="GetString"/> gives the first; none when absent or empty.</summary>
    public IReadOnlyList<string> GetStrings(Tag tag) => TryGet(tag, out var element) ? ValueText.Split(element, CharacterSet) : [];

    /// <summary>The first value of a number that fits into 32 bits (US, SS, UL, SL, UV, SV, IS); null when absent, empty or something else.</summary>
    public int? GetInt32(Tag tag) =>
        int.TryParse(GetString(tag), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The first value as UID; <c>default</c> when absent, empty or no UID.</summary>
    public Uid GetUid(Tag tag) => Uid.TryParse(GetString(tag), out var uid) ? uid : default;

    /// <summary>The items of a sequence; none when absent, empty or no sequence.</summary>
    public IReadOnlyList<DataSet> GetItems(Tag tag) => TryGet(tag, out var element) ? element.Items : [];

    /// <summary>Adds the element, in the place of the one that has its tag.</summary>
    /// <exception cref="ArgumentException">The tag is that of an item or delimiter.</exception>
    public DataSet Set(Element element)
    {
        if (element.Tag.Group == 0xFFFE)
            throw new ArgumentException($"{element.Tag} delimits elements and is none.", nameof(element));
        var index = PlaceOf(element.Tag);
        if (index >= 0)
            _elements[index] = element;
        else
            _elements.Insert(~index, element);
        Adopt(element);
        return this;
    }

    /// <param name="value">In little endian.</param>
    public DataSet Set(Tag tag, Vr vr, ReadOnlyMemory<byte> value) => Set(new Element(tag, vr, value));

    /// <summary>
    /// Sets the text of an element whose VR is in the dictionary, in <see cref="CharacterSet"/>: what that does not hold
    /// becomes <c>?</c>. Several values may stand in one text, parted by backslashes.
    /// </summary>
    /// <exception cref="ArgumentException">The VR of the tag is none of text.</exception>
    public DataSet SetString(Tag tag, string value) => SetStrings(tag, value);

    /// <inheritdoc cref="SetString"/>
    public DataSet SetStrings(Tag tag, params ReadOnlySpan<string> values)
    {
        var vr = ElementDictionary.GetVr(tag);
        if (!vr.IsText())
            throw new ArgumentException($"{ElementDictionary.Describe(tag)} has the VR {vr.ToCode()}, whose values are no text.", nameof(tag));
        return Set(tag, vr, CharacterSet.Encode(string.Join('\\', values), vr, out _));
    }

    public DataSet SetUInt16(Tag tag, ushort value)
    {
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Set(tag, Vr.US, bytes);
    }

    public DataSet SetUInt32(Tag tag, uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Set(tag, Vr.UL, bytes);
    }

    public DataSet SetItems(Tag tag, params IReadOnlyList<DataSet> items) => Set(Element.Sequence(tag, items));

    public DataSet Remove(Tag tag)
    {
        var index = IndexOf(tag);
        if (index >= 0)
            _elements.RemoveAt(index);
        if (tag == Tags.SpecificCharacterSet)
            (_declares, _characterSet) = (false, null);
        return this;
    }

    /// <summary>Other elements in the place of this data set: an item of the same sequence, with the character set around it.</summary>
    public DataSet With(IEnumerable<Element> elements)
    {
        var other = new DataSet(_undeclared) { _outer = _outer };
        foreach (var element in elements)
            other.Set(element);
        return other;
    }

    public List<Element>.Enumerator GetEnumerator() => _elements.GetEnumerator();

    IEnumerator<Element> IEnumerable<Element>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds what was read. Of elements with the same tag the first one counts, everywhere in the archive.</summary>
    internal void AddRead(Element element)
    {
        var index = PlaceOf(element.Tag);
        if (index >= 0)
            return;
        _elements.Insert(~index, element);
        Adopt(element);
    }

    private void Adopt(Element element)
    {
        if (element.Tag == Tags.SpecificCharacterSet)
            (_declares, _characterSet) = (true, null);
        for (var i = 0; i < element.Items.Count; i++)
            element.Items[i]._outer = this;
    }

    /// <summary>As <see cref="IndexOf"/>, soonest for a tag behind all others.</summary>
    private int PlaceOf(Tag tag) => _elements.Count == 0 || _elements[^1].Tag < tag ? ~_elements.Count : IndexOf(tag);

    private int IndexOf(Tag tag)
    {
        var elements = CollectionsMarshal.AsSpan(_elements);
        var (low, high) = (0, elements.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = elements[middle].Tag.Value.CompareTo(tag.Value);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
