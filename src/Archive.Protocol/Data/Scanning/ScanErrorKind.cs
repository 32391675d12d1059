namespace Archive.Protocol.Data;

/// <summary>What is wrong with a data set that <see cref="HeaderScanner"/> refuses.</summary>
public enum ScanErrorKind
{
    /// <summary>The data set ends inside an element's header: stray bytes at its end.</summary>
    CutHeader,

    /// <summary>The data set ends before a value, or a sequence or item of defined length, has all its bytes.</summary>
    CutValue,

    /// <summary>The data set ends before the delimiter of an item, sequence or encapsulated value of undefined length.</summary>
    MissingDelimiter,

    /// <summary>An element, item or sequence claims bytes beyond the end of what holds it.</summary>
    Overrun,

    /// <summary>An item or delimiter stands where none may be, or something else stands where an item must be.</summary>
    MisplacedItem,

    /// <summary>A header that breaks the standard leaves two ways to read the bytes behind it.</summary>
    TwoReadings,

    /// <summary>Something stands behind the end of the data set that is no element, delimiter or zero.</summary>
    TrailingBytes,

    /// <summary>The two VR bytes of Explicit VR cannot be a VR.</summary>
    InvalidVr,

    /// <summary>Undefined length on a value that must have a length (PS3.5 7.1.1, A.4).</summary>
    UndefinedLength,

    /// <summary>Sequences are nested deeper than <see cref="HeaderScannerOptions.NestingLimit"/>.</summary>
    NestedTooDeep,

    /// <summary>A command element, group 0000, which belongs to messages only (PS3.7 6.3).</summary>
    CommandElement,

    /// <summary>The data set is in another encoding (VR or byte order) than its transfer syntax says.</summary>
    WrongTransferSyntax,

    /// <summary>The deflated bytes are corrupt or end early (RFC 1951).</summary>
    CorruptDeflate,
}
