using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

public sealed class DataSetReaderTests
{
    [Fact]
    public void Values_are_slices_of_the_bytes_that_were_read()
    {
        var bytes = Hex.Bytes("1000 2000 'LO' 0400 '4711'");

        var element = Assert.Single(DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian));
        bytes[8] = (byte)'9';

        Assert.Equal((Tags.PatientID, Vr.LO), (element.Tag, element.Vr));
        Assert.Equal("9711"u8, element.Value.Span);
    }

    [Fact]
    [Requirement("BASICS-23")]
    public void Implicit_VR_is_the_dictionary_s_and_explicit_VR_the_field_s()
    {
        var @implicit = DataSetReader.Read(Hex.Bytes("1000 2000 02000000 'A '"), TransferSyntax.ImplicitVrLittleEndian);
        var @explicit = DataSetReader.Read(Hex.Bytes("1000 2000 'SH' 0200 'A '"), TransferSyntax.ExplicitVrLittleEndian);

        Assert.Equal(Vr.LO, Assert.Single(@implicit).Vr);
        Assert.Equal(Vr.SH, Assert.Single(@explicit).Vr);
    }

    [Fact]
    [Requirement("TIGER-06")]
    public void Implicit_VR_reads_animals_and_nested_anatomy_and_keeps_the_unknown_as_UN()
    {
        var dataSet = ReadImplicit(
            """
            0800 1822 2E000000
              FEFF 00E0 26000000
                0800 0001 06000000 'T-D12 '
                0800 2022 10000000
                  FEFF 00E0 08000000  0900 0110 00000000
            1000 0122 06000000 'CANINE'
            1000 9322 FFFFFFFF
              FEFF 00E0 FFFFFFFF  0800 0401 04000000 'Mops'  FEFF 0DE0 00000000
            FEFF DDE0 00000000
            1000 FEFF 02000000 0102
            """);

        var region = Assert.Single(dataSet.GetItems(Tags.AnatomicRegionSequence));
        Assert.Equal("T-D12", region.GetString(Tags.CodeValue));
        Assert.Single(region.GetItems(Tags.AnatomicRegionModifierSequence));
        Assert.Equal("CANINE", dataSet.GetString(Tags.PatientSpeciesDescription));
        Assert.Equal("Mops", Assert.Single(dataSet.GetItems(Tags.PatientBreedCodeSequence)).GetString(Tags.CodeMeaning));
        Assert.True(dataSet.TryGet(new Tag(0x0010, 0xFFFE), out var unknown));
        Assert.Equal(Vr.UN, unknown.Vr);
        Assert.Equal(new byte[] { 1, 2 }, unknown.Value);
    }

    [Theory]
    [InlineData("00", Vr.US)]
    [InlineData("01", Vr.SS)]
    public void Pixel_values_of_implicit_VR_are_signed_as_Pixel_Representation_says_in_items_too(string representation, Vr expected)
    {
        var dataSet = ReadImplicit(
            $"""
            2800 0301 02000000 {representation}00
            2800 0601 02000000 FEFF
            2800 0030 12000000
              FEFF 00E0 0A000000  2800 0230 02000000 0100
            """);

        Assert.True(dataSet.TryGet(Tags.SmallestImagePixelValue, out var smallest));
        Assert.True(dataSet.GetItems(Tags.ModalityLUTSequence)[0].TryGet(Tags.LUTDescriptor, out var descriptor));
        Assert.Equal((expected, expected), (smallest.Vr, descriptor.Vr));
    }

    [Fact]
    public void A_private_element_of_undefined_length_is_a_sequence_in_implicit_VR()
    {
        var dataSet = ReadImplicit("0900 0110 FFFFFFFF  FEFF 00E0 FFFFFFFF 1000 2000 02000000 'A ' FEFF 0DE0 00000000  FEFF DDE0 00000000");

        Assert.Equal("A", Assert.Single(dataSet.GetItems(new Tag(0x0009, 0x1001))).GetString(Tags.PatientID));
    }

    [Theory]
    [InlineData("ExplicitVrLittleEndian", "0900 0110 'UN' 0000 FFFFFFFF")]
    [InlineData("ExplicitVrBigEndian", "0009 1001 'UN' 0000 FFFFFFFF")]
    public void UN_of_undefined_length_holds_items_in_implicit_VR_little_endian(string syntax, string header)
    {
        var bytes = Hex.Bytes($"{header}  FEFF 00E0 0A000000 2800 1000 02000000 0102  FEFF DDE0 00000000");

        var dataSet = DataSetReader.Read(bytes, (TransferSyntax)typeof(TransferSyntax).GetField(syntax)!.GetValue(null)!);

        Assert.Equal(0x0201, Assert.Single(dataSet.GetItems(new Tag(0x0009, 0x1001))).GetInt32(Tags.Rows));
    }

    [Fact]
    public void A_VR_that_is_not_known_yet_has_a_32_bit_length_and_is_UN()
    {
        var element = Assert.Single(ReadExplicit("0900 0110 'ZZ' 0000 02000000 0102"));

        Assert.Equal(Vr.UN, element.Vr);
        Assert.Equal(new byte[] { 1, 2 }, element.Value);
    }

    [Fact]
    public void Of_repeated_elements_the_first_counts_and_all_are_ordered()
    {
        var dataSet = ReadExplicit("1000 2000 'LO' 0200 'A '  0800 6000 'CS' 0200 'CT'  1000 2000 'LO' 0200 'B '");

        Assert.Equal([Tags.Modality, Tags.PatientID], dataSet.Select(element => element.Tag));
        Assert.Equal("A", dataSet.GetString(Tags.PatientID));
    }

    [Fact]
    public void Odd_lengths_are_accepted()
    {
        var dataSet = ReadExplicit("0800 6000 'CS' 0300 'ABC'  1000 2000 'LO' 0200 'A '");

        Assert.Equal(("ABC", "A"), (dataSet.GetString(Tags.Modality), dataSet.GetString(Tags.PatientID)));
    }

    [Fact]
    [Requirement("BASICS-25")]
    public void Values_that_break_their_VR_are_kept_to_the_byte()
    {
        var bytes = Hex.Bytes("0800 2000 'DA' 0C00 '12/31/2024  '  0800 6000 'CS' 1400 'much too long, lower'  2800 3000 'DS' 1600 '0.12345678901234567890'");

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);

        Assert.Equal("much too long, lower", dataSet.GetString(Tags.Modality));
        Assert.Equal(bytes, DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian));
    }

    [Fact]
    [Requirement("OASIS-07")]
    [Requirement("MX1-07")]
    public void Big_endian_becomes_the_same_little_endian_data_set()
    {
        var big = Hex.Bytes(
            """
            0018 6011 'SQ' 0000 0000001E
              FFFE E000 00000016  0018 6018 'UL' 0004 00000102  0018 6030 'US' 0002 0102
            0028 0010 'US' 0002 0200
            7FE0 0010 'OW' 0000 00000004 0102 0304
            """);

        var dataSet = DataSetReader.Read(big, TransferSyntax.ExplicitVrBigEndian);

        Assert.Equal(
            Hex.Bytes(
                """
                1800 1160 'SQ' 0000 1E000000
                  FEFF 00E0 16000000  1800 1860 'UL' 0400 02010000  1800 3060 'US' 0200 0201
                2800 1000 'US' 0200 0002
                E07F 1000 'OW' 0000 04000000 0201 0403
                """), DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian));
        Assert.Equal(512, dataSet.GetInt32(Tags.Rows));
    }

    [Fact]
    public void Sequences_may_be_nested_as_deep_as_the_options_say()
    {
        Assert.Equal(64, Depth(DataSetReader.Read(Nested(64), TransferSyntax.ImplicitVrLittleEndian)));

        var exception = Assert.Throws<DicomFormatException>(() => DataSetReader.Read(Nested(65), TransferSyntax.ImplicitVrLittleEndian));
        Assert.Equal(64 * 16, exception.Offset);
        Assert.Equal("Referenced Series Sequence (0008,1115) is nested in more than 64 levels of sequences", exception.Reason);
    }

    [Fact]
    public void Nesting_takes_no_call_stack()
    {
        var bytes = Nested(100_000);

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ImplicitVrLittleEndian, new DataSetReaderOptions { MaxSequenceDepth = 100_000 });

        Assert.Equal(100_000, Depth(dataSet));
        Assert.Throws<DicomFormatException>(() => DataSetReader.Read(bytes, TransferSyntax.ImplicitVrLittleEndian));
    }

    [Theory]
    [InlineData("1000 2000 'LO' 0400 'A '", "Patient ID (0010,0020) ends 2 bytes short of its length 4", 0)]
    [InlineData("1000 2000 'LO' 0200 'A '  1000", "The data set ends with 2 bytes that make no element", 10)]
    [InlineData("1000 2000 'LO'", "The data set ends with 6 bytes that make no element", 0)]
    [InlineData("1000 2000 0102 0000", "Patient ID (0010,0020) has VR bytes 01 02, which are no VR", 0)]
    [InlineData("1000 2000 'LO' 0200 'A ' E07F 1000 'OW' 0000 FEFFFFFF 0000", "Pixel Data (7FE0,0010) ends 4294967292 bytes short of its length 4294967294", 10)]
    [InlineData("E07F 1000 'OW' 0000 FFFFFFFF 0000", "Pixel Data (7FE0,0010) has undefined length in Explicit VR Little Endian", 0)]
    [InlineData("0900 0110 'UT' 0000 FFFFFFFF", "(0009,1001) has undefined length in Explicit VR Little Endian", 0)]
    [InlineData("0800 1511 'SQ' 0000 08000000 FEFF 00E0 10000000", "Item of Referenced Series Sequence (0008,1115) of length 16 runs 16 bytes past the end of what holds it", 12)]
    [InlineData("0800 1511 'SQ' 0000 0A000000 FEFF 00E0 00000000", "Referenced Series Sequence (0008,1115) ends 2 bytes short of its length", 0)]
    [InlineData("0800 1511 'SQ' 0000 FFFFFFFF FEFF 00E0 00000000", "Referenced Series Sequence (0008,1115) has no delimiter", 0)]
    [InlineData("0800 1511 'SQ' 0000 FFFFFFFF FEFF 00E0 FFFFFFFF", "Item of Referenced Series Sequence (0008,1115) has no delimiter", 12)]
    [InlineData("0800 1511 'SQ' 0000 08000000 1000 2000 'LO' 0000", "Referenced Series Sequence (0008,1115) has (0010,0020) where an item must begin", 12)]
    [InlineData("FEFF 0DE0 00000000 01", "Bytes that make no element follow the end of the data set", 8)]
    public void What_is_malformed_is_named_with_its_place(string bytes, string reason, long offset)
    {
        var exception = Assert.Throws<DicomFormatException>(() => ReadExplicit(bytes));

        Assert.Equal((reason, offset), (exception.Reason, exception.Offset));
    }

    [Theory]
    [InlineData("E07F 1000 'OB' 0000 FFFFFFFF", "Pixel Data (7FE0,0010) has no delimiter")]
    [InlineData("E07F 1000 'OB' 0000 FFFFFFFF FEFF 00E0 00000000", "Pixel Data (7FE0,0010) has no delimiter")]
    [InlineData("E07F 1000 'OB' 0000 FFFFFFFF FEFF 00E0 00000080 0000", "Fragment of Pixel Data (7FE0,0010) ends 2147483646 bytes short of its length 2147483648")]
    [InlineData("E07F 1000 'OB' 0000 FFFFFFFF FEFF 00E0 00000000 1000 2000 02000000", "Pixel Data (7FE0,0010) has (0010,0020) where an item must begin")]
    public void Malformed_fragments_are_named(string bytes, string reason)
    {
        var exception = Assert.Throws<DicomFormatException>(() => DataSetReader.Read(Hex.Bytes(bytes), TransferSyntax.JpegBaseline8Bit));

        Assert.Equal(reason, exception.Reason);
    }

    [Fact]
    public void Fragments_are_read_with_the_Basic_Offset_Table_first()
    {
        var bytes = Hex.Bytes("E07F 1000 'OB' 0000 FFFFFFFF  FEFF 00E0 04000000 00000000  FEFF 00E0 02000000 FFD8  FEFF DDE0 00000000");

        var pixels = Assert.Single(DataSetReader.Read(bytes, TransferSyntax.JpegBaseline8Bit));

        Assert.Equal([new byte[4], new byte[] { 0xFF, 0xD8 }], pixels.Fragments.Select(fragment => fragment.ToArray()));
    }

    [Fact]
    public void A_deflated_data_set_inflates_no_further_than_the_options_say()
    {
        var bytes = DataSetWriter.ToArray(new DataSet().Set(Tags.PixelData, Vr.OB, new byte[1_000_000]), TransferSyntax.DeflatedExplicitVrLittleEndian);

        Assert.Single(DataSetReader.Read(bytes, TransferSyntax.DeflatedExplicitVrLittleEndian, new DataSetReaderOptions { MaxInflatedBytes = 1_000_012 }));
        Assert.Throws<DicomFormatException>(() =>
            DataSetReader.Read(bytes, TransferSyntax.DeflatedExplicitVrLittleEndian, new DataSetReaderOptions { MaxInflatedBytes = 1_000_011 }));
    }

    [Theory]
    [Requirement("TIGER-29")]
    [Requirement("VEREOS-25")]
    [InlineData(null, null, "\u00CA", "ISO_IR 100")] // Ê
    [InlineData("", null, "\u00CA", "ISO_IR 100")]
    [InlineData(null, "ISO_IR 144", "\u042A", "ISO_IR 144")] // Ъ
    [InlineData("ISO_IR 6", "ISO_IR 144", "\u042A", "ISO_IR 144")]
    [InlineData("ISO_IR 100", "ISO_IR 144", "\u00CA", "ISO_IR 100")]
    [InlineData(null, "ISO_IR 13", "\uFF8A", "ISO_IR 13")] // half-width ha
    public void Undeclared_text_is_read_by_the_fallback_and_declared_text_is_not(string? declared, string? fallback, string expected, string assumed)
    {
        var written = new DataSet().Set(Tags.PatientName, Vr.PN, new byte[] { 0xCA, 0x20 })
            .SetItems(Tags.RequestAttributesSequence, new DataSet().Set(Tags.RequestedProcedureDescription, Vr.LO, new byte[] { 0xCA, 0x20 }));
        if (declared is not null)
            written.SetString(Tags.SpecificCharacterSet, declared);
        var options = new DataSetReaderOptions { UndeclaredCharacterSet = fallback is null ? null : CharacterSet.Parse([fallback]) };

        var read = DataSetReader.Read(DataSetWriter.ToArray(written, TransferSyntax.ExplicitVrLittleEndian), TransferSyntax.ExplicitVrLittleEndian, options);

        Assert.Equal(expected, read.GetString(Tags.PatientName));
        Assert.Equal(expected, read.GetItems(Tags.RequestAttributesSequence)[0].GetString(Tags.RequestedProcedureDescription));
        Assert.Equal(assumed, read.CharacterSet.Assumed.ToString());
    }

    [Fact]
    public void A_broken_deflate_stream_is_refused() =>
        Assert.Throws<DicomFormatException>(() => DataSetReader.Read(Hex.Bytes("FFFFFFFF"), TransferSyntax.DeflatedExplicitVrLittleEndian));

    [Fact]
    public void A_transfer_syntax_that_encodes_no_data_sets_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => DataSetReader.Read(default, TransferSyntax.XmlEncoding));

    private static DataSet ReadImplicit(string bytes) => DataSetReader.Read(Hex.Bytes(bytes), TransferSyntax.ImplicitVrLittleEndian);

    private static DataSet ReadExplicit(string bytes) => DataSetReader.Read(Hex.Bytes(bytes), TransferSyntax.ExplicitVrLittleEndian);

    private static byte[] Nested(int depth) =>
    [
        .. Enumerable.Repeat(Hex.Bytes("0800 1511 FFFFFFFF FEFF 00E0 FFFFFFFF"), depth).SelectMany(bytes => bytes),
        .. Enumerable.Repeat(Hex.Bytes("FEFF 0DE0 00000000 FEFF DDE0 00000000"), depth).SelectMany(bytes => bytes),
    ];

    private static int Depth(DataSet dataSet)
    {
        var depth = 0;
        for (var items = dataSet.GetItems(Tags.ReferencedSeriesSequence); items.Count > 0; items = items[0].GetItems(Tags.ReferencedSeriesSequence))
            depth++;
        return depth;
    }
}
