namespace Archive.Protocol.Data;

/// <summary>Tries whether an element stands at a place in a file, in one encoding or another.</summary>
internal sealed class ElementProbe(long length, ReadAt readAt)
{
    /// <summary>Of the file.</summary>
    public long Length => length;

    /// <summary>True for an element that lies within the file, in Explicit VR of a VR that there is.</summary>
    public bool TryRead(TransferSyntax syntax, long position, out ProbedElement element)
    {
        element = default;
        Span<byte> bytes = stackalloc byte[ElementHeader.MaxSize];
        bytes = bytes[..readAt(position, bytes)];
        if (bytes.Length < ElementHeader.MinSize || !(syntax.IsImplicitVr || VrExtensions.TryParse(bytes[4], bytes[5], out _)))
            return false;
        var encoding = ElementEncoding.Of(syntax);
        var size = ElementHeader.SizeOf(bytes, encoding);
        if (bytes.Length < size)
            return false;
        var header = ElementHeader.Read(bytes, size, encoding);
        var vr = syntax.IsImplicitVr ? ElementDictionary.GetVr(header.Tag) : header.Vr;
        var valueOffset = position + size;
        long? end = header.Length == ElementHeader.UndefinedLength ? null : valueOffset + header.Length;
        element = new ProbedElement(header.Tag, vr, valueOffset, end);
        return end is null || end <= length;
    }

    /// <summary>
    /// The same, and in Implicit VR one of the dictionary or the length of its group: any eight bytes with a small number in the second
    /// half would else be one.
    /// </summary>
    public bool TryReadKnown(TransferSyntax syntax, long position, out ProbedElement element) => TryRead(syntax, position, out element)
        && (!syntax.IsImplicitVr || ElementDictionary.TryGet(element.Tag, out _) || (element.Tag.Element == 0 && element.End - element.ValueOffset == 4));
}
