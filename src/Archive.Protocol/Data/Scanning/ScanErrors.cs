using static Archive.Protocol.Data.ElementDictionary;

namespace Archive.Protocol.Data;

/// <summary>The words for everything that can be wrong with a data set, kept apart from the walk that finds it.</summary>
internal static class ScanErrors
{
    /// <summary>
    /// Tells by the first header that a data set is in another encoding than agreed. Sure, because it looks only at what
    /// every storable data set begins with, (0008,0000) to (0008,0016): their values are far too short for an implicit
    /// length that spells a VR (16 KiB and more) to be one, and group 0800, which they have in the other byte order, does not exist.
    /// </summary>
    public static ScanError? FindWrongEncoding(ReadOnlySpan<byte> header, ElementEncoding encoding, TransferSyntax syntax)
    {
        var tag = ElementHeader.ReadTag(header, encoding);
        var found = tag.Group == 0x0800 ? "in the other byte order"
            : tag.Group != 0x0008 || tag > Tags.SOPClassUID ? null
            : encoding.IsImplicitVr ? VrExtensions.TryParse(header[4], header[5], out _) ? "Explicit VR" : null
            : ElementHeader.SizeOf(header, encoding) == 0 && IsShortImplicitLength(header[4..8]) ? "Implicit VR" : null;
        return found is null ? null : new(ScanErrorKind.WrongTransferSyntax, $"Data set is {found}, not {syntax.Name}", 0);
    }

    public static ScanError InvalidVr(ReadOnlySpan<byte> header, ElementEncoding encoding, long offset)
    {
        var tag = ElementHeader.ReadTag(header, encoding);
        var vr = ElementHeader.IsVrToCome(header) ? $"unknown VR {(char)header[4]}{(char)header[5]} without a 32-bit length"
            : $"VR bytes {header[4]:X2} {header[5]:X2}, which are no VR";
        return new(ScanErrorKind.InvalidVr, $"{Describe(tag)} has {vr}", offset);
    }

    public static ScanError NoRoomForHeader(in Container container, long offset, long room) => container.HasUndefinedLength
        ? new(ScanErrorKind.MissingDelimiter, $"{NameOf(container)} has no delimiter before the end of what holds it", container.Offset)
        : new(ScanErrorKind.Overrun, $"{NameOf(container)} ends with {Bytes(room)} that make no element", offset);

    public static ScanError Overrun(in Container container, in ElementHeader header, long excess, long offset) =>
        new(ScanErrorKind.Overrun, $"{NameOf(container, header)} of length {header.Length} runs {Bytes(excess)} past the end of what holds it", offset);

    public static ScanError ItemExpected(in Container container, Tag found, long offset) =>
        new(ScanErrorKind.MisplacedItem, $"{NameOf(container)} has {found} where an item must begin", offset);

    public static ScanError Misplaced(in Container container, Tag found, long offset) =>
        container.Kind == ContainerKind.Item && container.HasUndefinedLength && found == Tag.SequenceDelimitation
            ? new(ScanErrorKind.MissingDelimiter, $"{NameOf(container)} has no delimiter before that of its sequence", offset)
            : new(ScanErrorKind.MisplacedItem, $"{NameOf(found)} is misplaced in {NameOf(container, isFirstWord: false)}", offset);

    public static ScanError TwoReadings(long offset) =>
        new(ScanErrorKind.TwoReadings, "The length of a header leaves two ways to read what follows it", offset);

    public static ScanError TrailingBytes(long offset) =>
        new(ScanErrorKind.TrailingBytes, "Bytes that make no element follow the end of the data set", offset);

    public static ScanError FragmentOfUndefinedLength(in Container container, long offset) =>
        new(ScanErrorKind.UndefinedLength, $"Fragment of {Describe(container.Tag)} has undefined length", offset);

    public static ScanError UndefinedLength(Tag tag, TransferSyntax syntax, long offset) =>
        new(ScanErrorKind.UndefinedLength, $"{Describe(tag)} has undefined length in {syntax.Name}", offset);

    public static ScanError NestedTooDeep(Tag tag, int limit, long offset) =>
        new(ScanErrorKind.NestedTooDeep, $"{Describe(tag)} is nested in more than {limit} levels of sequences", offset);

    public static ScanError CommandElement(Tag tag, long offset) =>
        new(ScanErrorKind.CommandElement, $"{Describe(tag)} is a command element in a data set", offset);

    public static ScanError CutHeader(in Container container, long offset, int count) => container.Kind == ContainerKind.DataSet
        ? new(ScanErrorKind.CutHeader, $"The data set ends with {Bytes(count)} that make no element", offset)
        : new(ScanErrorKind.CutHeader, $"Data set ends inside {NameOf(container, isFirstWord: false)}, {Bytes(count)} into a header", offset);

    public static ScanError CutValue(in Container container, in ElementHeader header, long end, long missing) =>
        new(ScanErrorKind.CutValue, $"{NameOf(container, header)} ends {Bytes(missing)} short of its length {header.Length}", end - (header.Length - missing) - header.Size);

    public static ScanError NotEnded(in Container container, long end) => container.HasUndefinedLength
        ? new(ScanErrorKind.MissingDelimiter, $"{NameOf(container)} has no delimiter", container.Offset)
        : new(ScanErrorKind.CutValue, $"{NameOf(container)} ends {Bytes(container.End - end)} short of its length", container.Offset);

    public static ScanError CorruptDeflate(long offset) =>
        new(ScanErrorKind.CorruptDeflate, "Deflated data set is corrupt", offset);

    public static ScanError CutDeflate(long offset) =>
        new(ScanErrorKind.CorruptDeflate, "Deflated data set ends before its last block", offset);

    private static string Bytes(long count) => count == 1 ? "1 byte" : $"{count} bytes";

    private static bool IsShortImplicitLength(ReadOnlySpan<byte> length) => length[2] == 0 && length[3] == 0;

    private static string NameOf(in Container container, in ElementHeader header) => header.Tag != Tag.Item ? Describe(header.Tag)
        : container.Kind == ContainerKind.Fragments ? $"Fragment of {Describe(container.Tag)}"
        : $"Item of {Describe(container.Tag)}";

    private static string NameOf(in Container container, bool isFirstWord = true) => container.Kind switch
    {
        ContainerKind.DataSet => isFirstWord ? "The data set" : "the data set",
        ContainerKind.Item => $"{(isFirstWord ? "Item" : "an item")} of {Describe(container.Tag)}",
        _ => Describe(container.Tag),
    };

    private static string NameOf(Tag tag) => tag == Tag.Item ? "Item"
        : tag == Tag.ItemDelimitation ? "Item Delimitation Item"
        : tag == Tag.SequenceDelimitation ? "Sequence Delimitation Item"
        : tag.ToString();
}
