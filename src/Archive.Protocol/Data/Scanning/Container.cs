namespace Archive.Protocol.Data;

internal enum ContainerKind : byte
{
    DataSet,
    Sequence,
    Item,

    /// <summary>An encapsulated value: a sequence of fragments (PS3.5 A.4).</summary>
    Fragments,
}

/// <summary>The data set itself, or something in it that holds others and whose end has not come yet.</summary>
/// <param name="Tag">The sequence or encapsulated element; an item has its sequence's.</param>
/// <param name="Offset">Where its header begins.</param>
/// <param name="End">Where it ends, or <see cref="Undefined"/> when a delimiter says so.</param>
/// <param name="Limit">The end that nothing in it may cross: its own, or the nearest around it that is known.</param>
/// <param name="Encoding">How the elements in it are encoded.</param>
/// <param name="IsOpaque">It lies in a value that only this walk looks into, and others pass over.</param>
internal readonly record struct Container(ContainerKind Kind, Tag Tag, long Offset, long End, long Limit, ElementEncoding Encoding, bool IsOpaque = false)
{
    public const long Undefined = -1;

    public static Container DataSet(ElementEncoding encoding) =>
        new(ContainerKind.DataSet, default, 0, Undefined, long.MaxValue, encoding);

    public bool HoldsElements => Kind is ContainerKind.DataSet or ContainerKind.Item;

    /// <summary>Items have no VR, in Explicit VR neither (PS3.5 7.5).</summary>
    public ElementEncoding HeaderEncoding => HoldsElements ? Encoding : Encoding with { IsImplicitVr = true };

    public bool HasUndefinedLength => End == Undefined;

    /// <summary>Something with this tag may come next in it, or end it, there.</summary>
    public bool MayHold(Tag tag, long position)
    {
        var left = Limit - position;
        if (left < ElementHeader.MinSize)
            return false;
        var mayEnd = HasUndefinedLength || left == ElementHeader.MinSize;
        return HoldsElements
            ? tag.Group != Tag.Item.Group || (tag == Tag.ItemDelimitation && Kind == ContainerKind.Item && mayEnd)
            : tag == Tag.Item || (tag == Tag.SequenceDelimitation && mayEnd);
    }
}
