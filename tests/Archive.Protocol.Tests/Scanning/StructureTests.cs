using Archive.Protocol.Data;
using static Archive.Protocol.Tests.Scanning.Raw;

namespace Archive.Protocol.Tests.Scanning;

/// <summary>What is well formed, or near enough that devices send it and nothing is lost by taking it.</summary>
public sealed class StructureTests
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVrLittleEndian;
    private static readonly TransferSyntax Jpeg = TransferSyntax.JpegBaseline8Bit;

    [Fact]
    public void An_image_with_sequences_of_defined_and_undefined_length_is_accepted() => Accepts(Image(), Explicit);

    [Fact]
    public void An_empty_data_set_is_accepted()
    {
        Accepts([], Explicit);
        Accepts([], TransferSyntax.DeflatedExplicitVrLittleEndian);
    }

    [Fact]
    public void Empty_sequences_and_items_are_accepted() => Accepts(
        Join(Sequence(0x0008_1032), OpenSequence(ReferencedSeries), Sequence(ReferencedImages, Item([]), OpenItem([]))), Explicit);

    [Fact]
    public void Sequences_and_items_that_end_at_the_same_byte_are_all_closed() => Accepts(
        Join(
            Sequence(ReferencedSeries, Item(Sequence(ReferencedImages, Item(Element(0x0008_1155, "UI", "2.25.2"))))),
            Element(PatientId, "LO", "P1")),
        Explicit);

    [Fact]
    public void An_odd_length_is_accepted() => Accepts(Element(PatientId, "LO", "odd"), Explicit);

    [Fact]
    public void Unordered_and_repeated_elements_are_accepted() =>
        Accepts(Join(Element(PatientId, "LO", "P1"), Element(0x0008_0060, "CS", "CT"), Element(PatientId, "LO", "P2")), Explicit);

    [Fact]
    public void A_VR_that_is_yet_to_come_has_a_32_bit_length() =>
        Accepts(Join([8, 0, 0x99, 0x99, (byte)'Z', (byte)'Z', 0, 0, 2, 0, 0, 0, 7, 7], Element(PatientId, "LO", "P1")), Explicit);

    [Fact]
    public void UN_of_undefined_length_holds_Implicit_VR_Little_Endian_in_any_transfer_syntax()
    {
        var content = Join(OpenItem(Join(
            Implicit(0x0008_1155, "2.25.2"),
            Implicit(ReferencedImages, Item(Implicit(PatientId, "P1"))),
            Implicit(0x0009_1001, OpenItem(Implicit(PatientId, "P1")), Undefined),
            EndOfSequence)));
        Accepts(Join(Element(0x0009_1010, "UN", content, Undefined), EndOfSequence, Element(PatientId, "LO", "P1")), Explicit);

        byte[] bigEndianHeader = [0x00, 0x09, 0x10, 0x10, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        Accepts(Join(bigEndianHeader, content, EndOfSequence, BigEndian(PatientId, "LO", "P1")), TransferSyntax.ExplicitVrBigEndian);
    }

    [Fact]
    public void UN_of_defined_length_is_opaque() =>
        Accepts(Join(Element(0x0009_1010, "UN", [0xFE, 0xFF, 0x00, 0xE0, 9, 9]), Element(PatientId, "LO", "P1")), Explicit);

    [Fact]
    public void In_Implicit_VR_the_dictionary_knows_a_sequence_and_an_undefined_length_makes_one() => Accepts(
        Join(
            Implicit(ReferencedImages, Item(Implicit(0x0008_1155, "2.25.2"))),
            Implicit(0x0009_1001, OpenItem(Implicit(PatientId, "P1")), Undefined),
            EndOfSequence,
            Implicit(PatientId, "P1")),
        TransferSyntax.ImplicitVrLittleEndian);

    [Fact]
    public void Encapsulated_pixel_data_may_hold_bytes_that_look_like_delimiters() => Accepts(
        Join(Element(PixelData, "OB", Join(Item([]), Item(EndOfSequence)), Undefined), EndOfSequence, Element(0xFFFC_FFFC, "OB", [0, 0])), Jpeg);

    [Fact]
    public void Encapsulated_transfer_syntaxes_may_have_an_icon_of_either_kind() => Accepts(
        Join(
            OpenSequence(
                0x0088_0200,
                OpenItem(Element(PixelData, "OB", [1, 2, 3, 4])),
                OpenItem(Join(Element(PixelData, "OB", Item([]), Undefined), EndOfSequence))),
            Element(PatientId, "LO", "P1")),
        Jpeg);

    [Fact]
    public void A_second_file_meta_group_is_passed_over() => Accepts(Join(Element(0x0002_0010, "UI", "1.2.3\0"), Image()), Explicit);

    [Fact]
    public void Legal_implicit_lengths_that_spell_a_VR_are_no_sign_of_Explicit_VR() =>
        Accepts(Join(Implicit(0x0009_1001, new byte['L' | ('O' << 8)])), TransferSyntax.ImplicitVrLittleEndian);

    [Fact]
    public void Sequences_may_be_nested_up_to_the_limit_and_no_deeper()
    {
        Accepts(Nested(64), Explicit);
        Assert.Equal(ScanErrorKind.NestedTooDeep, ScanOutcome.Of(Nested(65), Explicit).Error?.Kind);
        Assert.Equal(ScanStatus.Complete, ScanOutcome.Of(ScanOutcome.NewScanner(nestingLimit: 200), Nested(200), Explicit, _ => 100).Status);
    }

    [Fact]
    public void Encapsulated_pixel_data_in_the_deepest_item_is_accepted()
    {
        var pixels = Join(Element(PixelData, "OB", Item([]), Undefined), EndOfSequence);
        var nested = Enumerable.Range(0, 64).Aggregate(pixels, (inner, _) => OpenSequence(ReferencedSeries, OpenItem(inner)));
        Accepts(nested, Jpeg);
    }

    [Fact]
    public void Pixel_Data_offset_is_that_of_its_header_at_the_top_level()
    {
        var icon = Sequence(0x0088_0200, Item(Element(PixelData, "OB", [1, 2])));
        var head = Join(Element(PatientId, "LO", "P1"), icon);
        Assert.Equal(head.Length, ScanOutcome.Of(Join(head, Element(PixelData, "OB", [1, 2])), Explicit).PixelDataOffset);
        Assert.Equal(head.Length, ScanOutcome.Of(Join(head, Element(0x7FE0_0008, "OB", [1, 2, 3, 4])), Explicit).PixelDataOffset);
        Assert.Equal(0, ScanOutcome.Of(Join(Element(PixelData, "OB", [1, 2]), Element(PixelData, "OB", [1, 2])), Explicit).PixelDataOffset);
        Assert.Null(ScanOutcome.Of(head, Explicit).PixelDataOffset);
    }

    [Fact]
    public void A_value_longer_than_4_GB_of_fragments_is_counted_in_64_bits()
    {
        var scanner = ScanOutcome.NewScanner();
        scanner.Reset(Jpeg);
        scanner.Scan(Element(PixelData, "OB", Item([]), Undefined));
        var gigabyte = new byte[1 << 30];
        for (var i = 0; i < 5; i++)
        {
            scanner.Scan(Item([], (uint)gigabyte.Length));
            scanner.Scan(gigabyte);
        }

        scanner.Scan(EndOfSequence);
        scanner.Scan([1, 2, 3]);
        Assert.Equal(ScanStatus.Malformed, scanner.Complete());
        Assert.Equal(12 + 8 + 5 * (8 + (1L << 30)) + 8, scanner.Error?.Offset);
    }

    [Fact]
    public void A_scanner_without_Reset_says_so() => Assert.Throws<InvalidOperationException>(() => ScanOutcome.NewScanner().Complete());

    private static void Accepts(byte[] dataSet, TransferSyntax syntax)
    {
        foreach (var length in new[] { int.MaxValue, 1, 5 })
        {
            var outcome = ScanOutcome.Of(dataSet, syntax, length);
            Assert.True(outcome.Status == ScanStatus.Complete, outcome.Error?.ToString());
        }
    }
}
