using Archive.Protocol.Data;
using static Archive.Protocol.Tests.Scanning.Raw;

namespace Archive.Protocol.Tests.Scanning;

/// <summary>Every way to be malformed, with the exact words and the exact byte, however the data set was cut into fragments.</summary>
public sealed class ErrorTests
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVrLittleEndian;
    private static readonly TransferSyntax Implicit = TransferSyntax.ImplicitVrLittleEndian;
    private static readonly TransferSyntax Jpeg = TransferSyntax.JpegBaseline8Bit;
    private static readonly byte[] Id = Element(PatientId, "LO", "P1");
    private static readonly byte[] Uid = Element(0x0008_1155, "UI", "2.25.2");

    [Fact]
    public void Value_cut_short() =>
        Refuses(Join(Id, Element(PixelData, "OB", new byte[503], 512)), Explicit, ScanErrorKind.CutValue, "Pixel Data (7FE0,0010) ends 9 bytes short of its length 512 (byte 10)");

    [Fact]
    public void Header_cut_short_at_the_end()
    {
        Refuses(Join(Id, [0xFC]), Explicit, ScanErrorKind.CutHeader, "The data set ends with 1 byte that make no element (byte 10)");
        Refuses(Join(Id, Element(PixelData, "OB", [])[..11]), Explicit, ScanErrorKind.CutHeader, "The data set ends with 11 bytes that make no element (byte 10)");
    }

    [Fact]
    public void Header_cut_short_in_an_item() =>
        Refuses(Element(ReferencedImages, "SQ", Join(Item(Uid[..5], 14)), 22), Explicit, ScanErrorKind.CutHeader, "Data set ends inside an item of Referenced Image Sequence (0008,1140), 5 bytes into a header (byte 20)");

    [Fact]
    public void Sequence_or_item_of_defined_length_cut_short()
    {
        Refuses(Element(ReferencedImages, "SQ", Item(Uid), 100), Explicit, ScanErrorKind.CutValue, "Referenced Image Sequence (0008,1140) ends 78 bytes short of its length (byte 0)");
        Refuses(Element(ReferencedImages, "SQ", Item(Uid, 92), 100), Explicit, ScanErrorKind.CutValue, "Item of Referenced Image Sequence (0008,1140) ends 78 bytes short of its length (byte 12)");
    }

    [Fact]
    public void Delimiters_missing_at_the_end()
    {
        Refuses(OpenSequence(ReferencedImages)[..^8], Explicit, ScanErrorKind.MissingDelimiter, "Referenced Image Sequence (0008,1140) has no delimiter (byte 0)");
        Refuses(OpenSequence(ReferencedImages, OpenItem(Uid))[..^16], Explicit, ScanErrorKind.MissingDelimiter, "Item of Referenced Image Sequence (0008,1140) has no delimiter (byte 12)");
        Refuses(Element(PixelData, "OB", Item([]), Undefined), Jpeg, ScanErrorKind.MissingDelimiter, "Pixel Data (7FE0,0010) has no delimiter (byte 0)");
    }

    [Fact]
    public void Delimiters_missing_before_the_end_of_what_is_around()
    {
        Refuses(
            Join(Sequence(ReferencedSeries, Item(OpenSequence(ReferencedImages, OpenItem(Uid))[..^16])), Id),
            Explicit,
            ScanErrorKind.MissingDelimiter,
            "Item of Referenced Image Sequence (0008,1140) has no delimiter before the end of what holds it (byte 32)");
        Refuses(
            OpenSequence(ReferencedImages, OpenItem(Uid)[..^8]),
            Explicit,
            ScanErrorKind.MissingDelimiter,
            "Item of Referenced Image Sequence (0008,1140) has no delimiter before that of its sequence (byte 34)");
    }

    [Fact]
    public void Lengths_beyond_what_is_around()
    {
        Refuses(
            Join(Sequence(ReferencedImages, Item(Uid, 400)), new byte[400]),
            Explicit,
            ScanErrorKind.Overrun,
            "Item of Referenced Image Sequence (0008,1140) of length 400 runs 386 bytes past the end of what holds it (byte 12)");
        Refuses(
            Sequence(ReferencedImages, Item(Element(PatientId, "LO", [65, 66], 3))),
            Explicit,
            ScanErrorKind.Overrun,
            "Patient ID (0010,0020) of length 3 runs 1 byte past the end of what holds it (byte 20)");
        Refuses(
            Sequence(ReferencedSeries, Item(Element(ReferencedImages, "SQ", [], 8))),
            Explicit,
            ScanErrorKind.Overrun,
            "Referenced Image Sequence (0008,1140) of length 8 runs 8 bytes past the end of what holds it (byte 20)");
        Refuses(
            Sequence(ReferencedImages, OpenItem(Element(PixelData, "OB", Item([], 100), Undefined))),
            Jpeg,
            ScanErrorKind.Overrun,
            "Fragment of Pixel Data (7FE0,0010) of length 100 runs 92 bytes past the end of what holds it (byte 32)");
    }

    [Fact]
    public void Items_that_end_inside_a_header()
    {
        Refuses(Sequence(ReferencedImages, Item([1, 2, 3])), Explicit, ScanErrorKind.Overrun, "Item of Referenced Image Sequence (0008,1140) ends with 3 bytes that make no element (byte 20)");
        Refuses(Sequence(ReferencedImages, Item(Element(PixelData, "OB", [])[..8])), Explicit, ScanErrorKind.Overrun, "Item of Referenced Image Sequence (0008,1140) ends with 8 bytes that make no element (byte 20)");
    }

    [Fact]
    public void A_sequence_of_defined_length_in_Implicit_VR_is_looked_into() => Refuses(
        Join(Raw.Implicit(ReferencedImages, Item(Raw.Implicit(PatientId, "P1"), 400)), new byte[400]),
        Implicit,
        ScanErrorKind.Overrun,
        "Item of Referenced Image Sequence (0008,1140) of length 400 runs 390 bytes past the end of what holds it (byte 8)");

    [Fact]
    public void Something_else_where_an_item_must_begin()
    {
        Refuses(Sequence(ReferencedImages, Uid), Explicit, ScanErrorKind.MisplacedItem, "Referenced Image Sequence (0008,1140) has (0008,1155) where an item must begin (byte 12)");
        Refuses(Join(Element(PixelData, "OB", new byte[16], Undefined), EndOfSequence), Jpeg, ScanErrorKind.MisplacedItem, "Pixel Data (7FE0,0010) has (0000,0000) where an item must begin (byte 12)");
    }

    [Fact]
    public void Items_and_delimiters_where_none_may_be()
    {
        Refuses(Join(Id, Item([])), Explicit, ScanErrorKind.MisplacedItem, "Item is misplaced in the data set (byte 10)");
        Refuses(Join(Id, [0xFE, 0xFF, 0xB0, 0xE0, 0, 0, 0, 0]), Explicit, ScanErrorKind.MisplacedItem, "(FFFE,E0B0) is misplaced in the data set (byte 10)");
        Refuses(Join(Id, EndOfItem, Id), Explicit, ScanErrorKind.TrailingBytes, "Bytes that make no element follow the end of the data set (byte 18)");
        Refuses(Join(Id, EndOfSequence, Id), Explicit, ScanErrorKind.TrailingBytes, "Bytes that make no element follow the end of the data set (byte 18)");
        Refuses(Sequence(ReferencedImages, EndOfSequence, Item([])), Explicit, ScanErrorKind.MisplacedItem, "Sequence Delimitation Item is misplaced in Referenced Image Sequence (0008,1140) (byte 12)");
        Refuses(OpenSequence(ReferencedImages, EndOfItem), Explicit, ScanErrorKind.MisplacedItem, "Item Delimitation Item is misplaced in Referenced Image Sequence (0008,1140) (byte 12)");
        Refuses(Sequence(ReferencedImages, Item(Join(EndOfItem, Uid))), Explicit, ScanErrorKind.MisplacedItem, "Item Delimitation Item is misplaced in an item of Referenced Image Sequence (0008,1140) (byte 20)");
    }

    [Fact]
    public void Bytes_that_are_no_VR()
    {
        Refuses(Join(Id, [0x10, 0, 0x30, 0, 1, 2, 4, 0]), Explicit, ScanErrorKind.InvalidVr, "Patient's Birth Date (0010,0030) has VR bytes 01 02, which are no VR (byte 10)");
        Refuses(Join(Id, Element(0x0010_0030, "ZZ", "what")), Explicit, ScanErrorKind.InvalidVr, "Patient's Birth Date (0010,0030) has unknown VR ZZ without a 32-bit length (byte 10)");
    }

    [Fact]
    public void Undefined_length_where_a_length_must_be()
    {
        Refuses(Element(PixelData, "OW", [], Undefined), Explicit, ScanErrorKind.UndefinedLength, "Pixel Data (7FE0,0010) has undefined length in Explicit VR Little Endian (byte 0)");
        Refuses(Raw.Implicit(PixelData, [], Undefined), Implicit, ScanErrorKind.UndefinedLength, "Pixel Data (7FE0,0010) has undefined length in Implicit VR Little Endian (byte 0)");
        Refuses(Element(0x0008_0119, "UT", [], Undefined), Jpeg, ScanErrorKind.UndefinedLength, "Long Code Value (0008,0119) has undefined length in JPEG Baseline (Process 1) (byte 0)");
        Refuses(Element(PixelData, "OB", Item([], Undefined), Undefined), Jpeg, ScanErrorKind.UndefinedLength, "Fragment of Pixel Data (7FE0,0010) has undefined length (byte 12)");
    }

    [Fact]
    public void Sequences_nested_too_deep() =>
        Refuses(Nested(65), Explicit, ScanErrorKind.NestedTooDeep, "Referenced Series Sequence (0008,1115) is nested in more than 64 levels of sequences (byte 1280)");

    [Fact]
    public void Command_elements()
    {
        Refuses(Join(Element(0x0000_0100, "US", [0x21, 0]), Id), Explicit, ScanErrorKind.CommandElement, "Command Field (0000,0100) is a command element in a data set (byte 0)");
        Refuses(Sequence(ReferencedImages, Item(Element(0x0000_0100, "US", [0x21, 0]))), Explicit, ScanErrorKind.CommandElement, "Command Field (0000,0100) is a command element in a data set (byte 20)");
    }

    [Fact]
    public void Another_encoding_than_agreed()
    {
        Refuses(Join(Raw.Implicit(0x0008_0005, "ISO_IR 100"), Raw.Implicit(PatientId, "P1")), Explicit, ScanErrorKind.WrongTransferSyntax, "Data set is Implicit VR, not Explicit VR Little Endian (byte 0)");
        Refuses(Image(), Implicit, ScanErrorKind.WrongTransferSyntax, "Data set is Explicit VR, not Implicit VR Little Endian (byte 0)");
        Refuses(Image(), TransferSyntax.ExplicitVrBigEndian, ScanErrorKind.WrongTransferSyntax, "Data set is in the other byte order, not Explicit VR Big Endian (byte 0)");
        Refuses(BigEndian(0x0008_0016, "UI", "1.2.3\0"), Explicit, ScanErrorKind.WrongTransferSyntax, "Data set is in the other byte order, not Explicit VR Little Endian (byte 0)");
    }

    [Fact]
    public void Deflated_data_that_are_not() =>
        Refuses(Image(), TransferSyntax.DeflatedExplicitVrLittleEndian, ScanErrorKind.CorruptDeflate, "Deflated data set is corrupt (byte 5)");

    [Fact]
    public void An_error_stays_whatever_follows()
    {
        var scanner = ScanOutcome.NewScanner();
        scanner.Reset(Explicit);
        Assert.Equal(ScanStatus.Malformed, scanner.Scan(Join(Id, Item([]))));
        var error = scanner.Error;
        Assert.Equal(ScanStatus.Malformed, scanner.Scan(Image()));
        Assert.Equal(ScanStatus.Malformed, scanner.Complete());
        Assert.Same(error, scanner.Error);

        scanner.Reset(Explicit);
        Assert.Equal(ScanStatus.Scanning, scanner.Scan(Image()));
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
        Assert.Null(scanner.Error);
    }

    private static void Refuses(byte[] dataSet, TransferSyntax syntax, ScanErrorKind kind, string words)
    {
        foreach (var length in new[] { int.MaxValue, 1, 5 })
        {
            var outcome = ScanOutcome.Of(dataSet, syntax, length);
            Assert.Equal(words, outcome.Error?.ToString());
            Assert.Equal(kind, outcome.Error?.Kind);
            Assert.Equal(ScanStatus.Malformed, outcome.Status);
        }
    }
}
