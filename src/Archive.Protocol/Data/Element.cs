using System.Diagnostics;

namespace Archive.Protocol.Data;

/// <summary>
/// A data element (PS3.5 7.1): a value, a sequence of items or the fragments of encapsulated pixel data. Immutable; the
/// value is a slice of the bytes it was read from and is decoded only when it is asked for.
/// </summary>
[DebuggerDisplay("{Tag} {Vr} {Value.Length} bytes, {Items.Count} items, {Fragments.Count} fragments")]
public sealed class Element
{
    private Element(Tag tag, Vr vr, ReadOnlyMemory<byte> value, IReadOnlyList<DataSet> items, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        Tag = tag;
        Vr = vr;
        Value = value;
        Items = items;
        Fragments = fragments;
    }

    /// <param name="value">The encoded value in little endian; any length, odd ones are padded when written.</param>
    public Element(Tag tag, Vr vr, ReadOnlyMemory<byte> value)
        : this(tag, vr, value, [], [])
    {
        if (vr == Vr.SQ)
            throw new ArgumentException("The value of a sequence is its items.", nameof(vr));
    }

    public Tag Tag { get; }

    /// <summary>
    /// As it was encoded; in Implicit VR as the dictionary says. UN for what is unknown, also for a sequence's worth of
    /// bytes in a private element of defined length, which is kept as it is (PS3.5 6.2.2).
    /// </summary>
    public Vr Vr { get; }

    /// <summary>The encoded value, always in little endian, padding included. Empty for sequences and encapsulated pixel data.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The items of a sequence (PS3.5 7.5).</summary>
    public IReadOnlyList<DataSet> Items { get; }

    /// <summary>The items of encapsulated pixel data (PS3.5 A.4), the first of them the Basic Offset Table. Empty where the value is native.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fragments { get; }

    public bool IsSequence => Vr == Vr.SQ;

    public bool IsEncapsulated => Fragments.Count > 0;

    public bool IsEmpty => Value.IsEmpty && Items.Count == 0 && Fragments.Count == 0;

    public static Element Sequence(Tag tag, IReadOnlyList<DataSet> items) => new(tag, Vr.SQ, default, items, []);

    /// <param name="fragments">At least one: the Basic Offset Table, which may be empty, then the fragments.</param>
    public static Element Encapsulated(Tag tag, Vr vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        if (vr is not (Vr.OB or Vr.OW))
            throw new ArgumentException("Fragments are OB or OW.", nameof(vr));
        ArgumentOutOfRangeException.ThrowIfZero(fragments.Count, nameof(fragments));
        return new Element(tag, vr, default, [], fragments);
    }
}
