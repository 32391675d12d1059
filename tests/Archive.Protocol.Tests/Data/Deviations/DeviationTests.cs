using Archive.Protocol.Data;
using Archive.Protocol.Tests.Scanning;
using Archive.Testing;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Deviations;

/// <summary>Both sides of the line: what breaks the standard and has one reading, and what has two or none.</summary>
public sealed class DeviationTests
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVrLittleEndian;
    private static readonly TransferSyntax Implicit = TransferSyntax.ImplicitVrLittleEndian;
    private static readonly TransferSyntax BigEndian = TransferSyntax.ExplicitVrBigEndian;
    private static readonly TransferSyntax Jpeg = TransferSyntax.JpegBaseline8Bit;

    [Theory]
    [InlineData("FFFFFFFF")]
    [InlineData("04000000")] // ends in the middle of what follows
    [InlineData("20202020")]
    public void A_delimiter_may_claim_a_length_with_nothing_behind_it(string length)
    {
        AssertReadAs(
            DeviationKind.DelimiterWithLength, Explicit,
            $"0800 4011 'SQ' 0000 FFFFFFFF  FEFF 00E0 FFFFFFFF  0800 5511 'UI' 0400 '1.2' 00  FEFF 0DE0 {length}  FEFF DDE0 {length}  1000 2000 'LO' 0200 'A '",
            "0800 4011 'SQ' 0000 FFFFFFFF  FEFF 00E0 FFFFFFFF  0800 5511 'UI' 0400 '1.2' 00  FEFF 0DE0 00000000  FEFF DDE0 00000000  1000 2000 'LO' 0200 'A '");
        AssertReadAs(
            DeviationKind.DelimiterWithLength, Implicit,
            $"0900 0110 FFFFFFFF  FEFF 00E0 FFFFFFFF  1000 2000 02000000 'A '  FEFF 0DE0 {length}  FEFF DDE0 {length}  1000 2000 02000000 'A '",
            "0900 0110 FFFFFFFF  FEFF 00E0 FFFFFFFF  1000 2000 02000000 'A '  FEFF 0DE0 00000000  FEFF DDE0 00000000  1000 2000 02000000 'A '");
        AssertReadAs(
            DeviationKind.DelimiterWithLength, Jpeg,
            $"E07F 1000 'OB' 0000 FFFFFFFF  FEFF 00E0 00000000  FEFF 00E0 04000000 FFD8FFD9  FEFF DDE0 {length}",
            "E07F 1000 'OB' 0000 FFFFFFFF  FEFF 00E0 00000000  FEFF 00E0 04000000 FFD8FFD9  FEFF DDE0 00000000");
    }

    [Fact]
    public void A_delimiter_of_big_endian_may_claim_a_length_too() => AssertReadAs(
        DeviationKind.DelimiterWithLength, BigEndian,
        "0008 1140 'SQ' 0000 FFFFFFFF  FFFE E000 FFFFFFFF  0028 0010 'US' 0002 0102  FFFE E00D 00000004  FFFE E0DD 00000004  0010 0020 'LO' 0002 'A '",
        "0008 1140 'SQ' 0000 FFFFFFFF  FFFE E000 FFFFFFFF  0028 0010 'US' 0002 0102  FFFE E00D 00000000  FFFE E0DD 00000000  0010 0020 'LO' 0002 'A '");

    [Fact]
    public void A_delimiter_whose_length_no_bytes_could_make_up_where_it_stands_may_claim_it() => AssertReadAs(
        DeviationKind.DelimiterWithLength, Explicit,
        "0800 4011 'SQ' 0000 FFFFFFFF  FEFF 00E0 FFFFFFFF  FEFF 0DE0 08000000  FEFF DDE0 00000000  1000 2000 'LO' 0200 'A '", // an element in a sequence would follow
        "0800 4011 'SQ' 0000 FFFFFFFF  FEFF 00E0 FFFFFFFF  FEFF 0DE0 00000000  FEFF DDE0 00000000  1000 2000 'LO' 0200 'A '");

    [Theory]
    [InlineData("0800 4011 'SQ' 0000 FFFFFFFF  FEFF DDE0 0A000000  1000 2000 'LO' 0200 'A '", 12)] // to the end
    [InlineData("0800 4011 'SQ' 0000 FFFFFFFF  FEFF DDE0 0A000000  1000 2000 'LO' 0200 'A '  1000 4000 'CS' 0200 'F '", 12)] // to the next element
    [InlineData("0800 4011 'SQ' 0000 FFFFFFFF  FEFF DDE0 0C000000  1000 2000 'LO' 0200 'A '  0000", 12)] // to zeros behind
    [InlineData("0800 4011 'SQ' 0000 FFFFFFFF  FEFF 00E0 FFFFFFFF  FEFF 0DE0 08000000  FEFF 00E0 00000000  FEFF DDE0 00000000", 20)] // an item
    [InlineData("0800 1511 'SQ' 0000 2A000000  FEFF 00E0 22000000  0800 4011 'SQ' 0000 FFFFFFFF FEFF DDE0 0A000000 1000 2000 'LO' 0600 'ABCDEF'", null)] // into a value
    [InlineData("0800 1511 'SQ' 0000 26000000  FEFF 00E0 1E000000  0800 4011 'SQ' 0000 FFFFFFFF FEFF DDE0 0A000000 1000 2000 'LO' 0200 'A '", 32)] // to the end of an item
    [InlineData("0800 1511 'SQ' 0000 2E000000  FEFF 00E0 26000000  0800 4011 'SQ' 0000 FFFFFFFF FEFF DDE0 12000000 1000 2000 'LO' 0200 'A '  FEFF 0DE0 00000000", 32)] // with its delimiter
    [InlineData("0800 1511 'SQ' 0000 2E000000  FEFF 00E0 26000000  0800 4011 'SQ' 0000 FFFFFFFF FEFF DDE0 0A000000 1000 2000 'LO' 0200 'A '  FEFF 0DE0 00000000", 32)] // or before it
    [InlineData("0800 1511 'SQ' 0000 2E000000  FEFF 00E0 26000000  0800 4011 'SQ' 0000 FFFFFFFF FEFF DDE0 08000000 1000 2000 'LO' 0200 'A '  FEFF 0DE0 00000000", null)] // into the value before it
    [InlineData("0800 1511 'SQ' 0000 40000000  FEFF 00E0 38000000  0800 4011 'SQ' 0000 FFFFFFFF FEFF 00E0 FFFFFFFF  0800 4011 'SQ' 0000 FFFFFFFF FEFF DDE0 10000000  FEFF 0DE0 00000000 FEFF DDE0 00000000  1000 2000 'LO' 0200 'A '", null)] // an item without its delimiter
    [InlineData("1000 2000 '--' 0000  1000 0000 'UL' 0400 0A000000  1000 3000 'DA' 0000  1000 4000 'CS' 0000", 0)] // a long header with 16 bytes
    [InlineData("1000 2000 '--' 0000  1000 0000 'UL' 0400 0A000000  1000 3000 'DA' 0200 '20' 1000 4000 'CS' 0000", null)] // 16 bytes end in a value
    [InlineData("0800 4011 'SQ' 0000 10000000  FEFF 00E0 08000000  1000 2000 '--' 0000  1000 0000 'UL' 0400 0A000000  1000 3000 'DA' 0000  1000 4000 'CS' 0000", null)] // the item has no room for it
    public void Where_the_bytes_behind_a_header_could_be_its_own_there_are_two_readings(string bytes, int? offset)
    {
        var error = ScanAlike(Hex.Bytes(bytes), Explicit);

        Assert.Equal((offset is null ? null : ScanErrorKind.TwoReadings, offset), (error?.Kind, (int?)error?.Offset));
    }

    [Theory]
    [InlineData("E07F 1000 0000 0100", 0x1_0000, "", true)] // one byte and zeros, or 65536 of a value
    [InlineData("E07F 1000 0000 0100", 0xFFFF, "", false)]
    [InlineData("E07F 1000 '--' 0000", 0x2D2D, "", true)]
    [InlineData("E07F 1000 '--' 0000", 0x2D2C, "", false)]
    [InlineData("1000 2000 '--' 0000  E07F 1000 'OB' 0000 212D0000", 0x2D21, "FCFF FCFF 'OB' 0000 00000000", true)] // to the next element
    [InlineData("1000 2000 '--' 0000  E07F 1000 'OB' 0000 202D0000", 0x2D20, "FCFF FCFF 'OB' 0000 00000000", false)]
    public void Where_bytes_for_a_VR_and_a_16_bit_length_could_be_a_32_bit_length_there_are_two_readings(string header, int zeros, string next, bool hasTwo)
    {
        var error = ScanAlike([.. Hex.Bytes(header), .. new byte[zeros], .. Hex.Bytes(next)], Explicit);

        Assert.Equal(hasTwo ? (ScanErrorKind.TwoReadings, 0) : ((ScanErrorKind?)null, (int?)null), (error?.Kind, (int?)error?.Offset));
    }

    [Fact]
    public void Bytes_that_do_stand_behind_a_delimiter_are_refused()
    {
        Assert.NotNull(ScanAlike(Hex.Bytes("0800 4011 'SQ' 0000 FFFFFFFF  FEFF DDE0 04000000 01020304  1000 2000 'LO' 0200 'A '"), Explicit));
        Assert.NotNull(ScanAlike(Hex.Bytes("0800 4011 'SQ' 0000 FFFFFFFF  FEFF DDE0 04000000 00000000  1000 2000 'LO' 0200 'A '"), Explicit));
    }

    [Fact]
    public void Sequences_and_items_may_have_a_length_and_a_delimiter_at_its_end()
    {
        AssertReadAs(
            DeviationKind.DelimiterInsideLength, Explicit,
            "0800 4011 'SQ' 0000 2C000000  FEFF 00E0 14000000  0800 5511 'UI' 0400 '1.2' 00  FEFF 0DE0 00000000  FEFF 00E0 00000000  FEFF DDE0 00000000  1000 2000 'LO' 0200 'A '",
            "0800 4011 'SQ' 0000 1C000000  FEFF 00E0 0C000000  0800 5511 'UI' 0400 '1.2' 00  FEFF 00E0 00000000  1000 2000 'LO' 0200 'A '");
        AssertReadAs(
            DeviationKind.DelimiterInsideLength, Implicit,
            "0800 4011 1A000000  FEFF 00E0 12000000  1000 2000 02000000 'A '  FEFF 0DE0 00000000  1000 2000 02000000 'A '",
            "0800 4011 12000000  FEFF 00E0 0A000000  1000 2000 02000000 'A '  1000 2000 02000000 'A '");
        AssertReadAs(
            DeviationKind.DelimiterInsideLength, BigEndian,
            "0008 1140 'SQ' 0000 00000010  FFFE E000 00000000  FFFE E0DD 00000000",
            "0008 1140 'SQ' 0000 00000008  FFFE E000 00000000");
    }

    [Fact]
    public void A_delimiter_before_the_end_of_a_length_is_refused()
    {
        Assert.Equal(ScanErrorKind.MisplacedItem, ScanAlike(Hex.Bytes("0800 4011 'SQ' 0000 10000000  FEFF DDE0 00000000  FEFF 00E0 00000000"), Explicit)?.Kind);
        Assert.Equal(ScanErrorKind.MisplacedItem, ScanAlike(Hex.Bytes("0800 4011 'SQ' 0000 1A000000  FEFF 00E0 12000000  FEFF 0DE0 00000000  1000 2000 'LO' 0200 'A '"), Explicit)?.Kind);
    }

    [Theory]
    [InlineData("'  '")]
    [InlineData("'--'")]
    [InlineData("'??'")]
    [InlineData("0000")]
    [InlineData("'lo'")]
    [InlineData("'Lo'")]
    public void VR_bytes_that_are_no_VR_before_a_16_bit_length_mean_the_dictionary_s(string vr)
    {
        AssertReadAs(
            DeviationKind.InvalidVr, Explicit,
            $"1000 1000 {vr} 0400 'A^B '  1000 3000 {vr} 0000  2800 1000 {vr} 0200 0102  0900 1000 {vr} 0200 'T '  0900 0110 {vr} 0200 0102",
            "1000 1000 'PN' 0400 'A^B '  1000 3000 'DA' 0000  2800 1000 'US' 0200 0102  0900 1000 'LO' 0200 'T '  0900 0110 'UN' 0000 02000000 0102");
        AssertReadAs(
            DeviationKind.InvalidVr, BigEndian,
            $"0010 0010 {vr} 0004 'A^B '  0028 0010 {vr} 0002 0102",
            "0010 0010 'PN' 0004 'A^B '  0028 0010 'US' 0002 0102");
        AssertReadAs(
            DeviationKind.InvalidVr, Explicit,
            $"0800 4011 {vr} 1200  FEFF 00E0 0A000000  1000 2000 {vr} 0200 'A '",
            "0800 4011 'SQ' 0000 12000000  FEFF 00E0 0A000000  1000 2000 'LO' 0200 'A '");
    }

    [Fact]
    public void VRs_that_depend_on_others_depend_on_them_where_the_VR_is_none_too() => AssertReadAs(
        DeviationKind.InvalidVr, Explicit,
        "2800 0301 'US' 0200 0100  2800 0601 '--' 0200 FEFF",
        "2800 0301 'US' 0200 0100  2800 0601 'SS' 0200 FEFF");

    [Theory]
    [InlineData("1000 2000 'ZZ' 0200 'A '")]
    [InlineData("1000 2000 0102 0200 'A '")]
    [InlineData("1000 2000 0A00 0000 'A '")] // an implicit length
    [InlineData("1000 2000 FFFE 0200 'A '")]
    public void Bytes_for_a_VR_that_leave_its_length_open_are_refused(string bytes) =>
        Assert.Equal(ScanErrorKind.InvalidVr, ScanAlike(Hex.Bytes("0800 0500 'CS' 0000" + bytes), Explicit)?.Kind);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(10_000)]
    public void Zero_bytes_may_follow_the_last_element(int count)
    {
        foreach (var (syntax, element) in Elements)
            AssertReadAs(DeviationKind.TrailingZeros, syntax, [.. Hex.Bytes(element), .. new byte[count]], Hex.Bytes(element));
        AssertReadAs(
            DeviationKind.TrailingZeros, TransferSyntax.DeflatedExplicitVrLittleEndian,
            Raw.Deflate([.. Hex.Bytes("1000 2000 'LO' 0200 'A '"), .. new byte[count]]), Raw.Deflate(Hex.Bytes("1000 2000 'LO' 0200 'A '")));
    }

    [Fact]
    public void Megabytes_of_zeros_cost_no_memory()
    {
        var scanner = ScanOutcome.NewScanner();
        scanner.Reset(Explicit);
        scanner.Scan(Hex.Bytes("1000 2000 'LO' 0200 'A '"));
        var zeros = new byte[64 * 1024];
        scanner.Scan(zeros);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
            scanner.Scan(zeros);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
    }

    [Fact]
    public void A_delimiter_may_follow_the_last_element()
    {
        foreach (var (syntax, element) in Elements)
        {
            var (ofItem, ofSequence) = syntax.IsBigEndian ? ("FFFE E00D 00000000", "FFFE E0DD 00000000") : ("FEFF 0DE0 00000000", "FEFF DDE0 00000000");
            AssertReadAs(DeviationKind.TrailingDelimiter, syntax, element + ofItem, element);
            AssertReadAs(DeviationKind.TrailingDelimiter, syntax, element + ofSequence, element);
            AssertReadAs(DeviationKind.TrailingDelimiter, syntax, element + ofItem + ofSequence, element);
        }
    }

    [Theory]
    [InlineData("0000000000000000 01", ScanErrorKind.TrailingBytes)]
    [InlineData("00000000 00000000 00000000 1000 4000 'CS' 0200 'F '", ScanErrorKind.TrailingBytes)]
    [InlineData("FEFF 0DE0 00000000 1000 4000 'CS' 0200 'F '", ScanErrorKind.TrailingBytes)]
    [InlineData("FEFF 0DE0 0000", ScanErrorKind.CutHeader)]
    [InlineData("0000000000000000 FEFF 0DE0", ScanErrorKind.TrailingBytes)]
    [InlineData("FCFF", ScanErrorKind.CutHeader)]
    [InlineData("000001", ScanErrorKind.CutHeader)]
    [InlineData("0000 0001 'US' 0200 2100", ScanErrorKind.CommandElement)]
    [InlineData("0000 0000 'UL' 0800 0000000000000000", ScanErrorKind.CommandElement)]
    [InlineData("0000 0000 'LO' 0200 'A '", ScanErrorKind.CommandElement)]
    [InlineData("FEFF 00E0 00000000", ScanErrorKind.MisplacedItem)]
    public void Anything_else_behind_the_last_element_is_refused(string trail, ScanErrorKind kind) =>
        Assert.Equal(kind, ScanAlike(Hex.Bytes("1000 2000 'LO' 0200 'A '" + trail), Explicit)?.Kind);

    [Fact]
    public void The_length_of_a_command_group_commands_nothing() // DCMTK's senders make it of zeros at the end
    {
        AssertReadAsWithout(Explicit, "0000 0000 'UL' 0400 00000000  1000 2000 'LO' 0200 'A '", "1000 2000 'LO' 0200 'A '");
        AssertReadAsWithout(Implicit, "0000 0000 04000000 00000000  1000 2000 02000000 'A '", "1000 2000 02000000 'A '");
        AssertReadAsWithout(BigEndian, "0000 0000 'UL' 0004 00000000  0010 0020 'LO' 0002 'A '", "0010 0020 'LO' 0002 'A '");

        static void AssertReadAsWithout(TransferSyntax syntax, string deviant, string sound)
        {
            Assert.Null(ScanAlike(Hex.Bytes(deviant), syntax));
            Assert.Equal([DeviationKind.CommandGroupLength], ScannerOf(Hex.Bytes(deviant), syntax, 5).Deviations.Select(deviation => deviation.Kind));
            Assert.Equal(Reencode(Hex.Bytes(sound), syntax, syntax), Reencode(Hex.Bytes(deviant), syntax, syntax));
        }
    }

    [Fact]
    public void Zeros_in_an_item_are_no_end_of_it() =>
        Assert.Equal(ScanErrorKind.CommandElement, ScanAlike(Hex.Bytes("0800 4011 'SQ' 0000 10000000  FEFF 00E0 08000000  0000000000000000"), Explicit)?.Kind);

    [Fact]
    public void Odd_values_are_padded_by_their_VR_when_they_leave()
    {
        AssertReencoded(Explicit, "1000 2000 'LO' 0300 'ABC'  2000 0D00 'UI' 0300 '1.2'  E07F 1000 'OB' 0000 03000000 010203", "1000 2000 'LO' 0400 'ABC '  2000 0D00 'UI' 0400 '1.2' 00  E07F 1000 'OB' 0000 04000000 01020300");
        AssertReencoded(
            Implicit,
            "0800 4011 13000000  FEFF 00E0 0B000000  1000 2000 03000000 'ABC'",
            "0800 4011 FFFFFFFF  FEFF 00E0 FFFFFFFF  1000 2000 04000000 'ABC '  FEFF 0DE0 00000000  FEFF DDE0 00000000");
        AssertReencoded(
            Jpeg,
            "E07F 0100 'OV' 0000 08000000 0000000000000000  E07F 1000 'OB' 0000 FFFFFFFF  FEFF 00E0 04000000 00000000  FEFF 00E0 03000000 FFD8FF  FEFF DDE0 00000000",
            "E07F 1000 'OB' 0000 FFFFFFFF  FEFF 00E0 00000000  FEFF 00E0 04000000 FFD8FF00  FEFF DDE0 00000000");
    }

    [Fact]
    public void The_first_deviation_of_each_kind_is_told_by_its_tag()
    {
        var found = ScannerOf(
            Hex.Bytes("0200 1000 'UI' 0200 '1' 00  1000 2000 'LO' 0300 'ABC'  1000 2000 '--' 0100 'A'  0800 4011 'SQ' 0000 08000000 FEFF DDE0 00000000  FEFF 0DE0 00000000 0000"), Explicit, 3).Deviations;

        Assert.Equal(
        [
            new(DeviationKind.FileMetaInformation, Tags.TransferSyntaxUID), new(DeviationKind.OddLength, Tags.PatientID), new(DeviationKind.InvalidVr, Tags.PatientID),
            new(DeviationKind.UnorderedTag, Tags.PatientID), new(DeviationKind.DelimiterInsideLength, Tags.ReferencedImageSequence),
            new(DeviationKind.TrailingDelimiter, Tag.ItemDelimitation), new Deviation(DeviationKind.TrailingZeros, default),
        ], found);
        Assert.Equal("Patient ID (0010,0020) has an odd length", found[1].ToString());
        Assert.All(Enum.GetValues<DeviationKind>(), kind => Assert.NotEmpty(new Deviation(kind, Tags.PatientID).ToString()));
        Assert.Empty(ScannerOf(Raw.Image(), Explicit, 7).Deviations);
    }

    private static (TransferSyntax Syntax, string Element)[] Elements =>
    [
        (Explicit, "1000 2000 'LO' 0200 'A '"), (Implicit, "1000 2000 02000000 'A '"), (BigEndian, "0010 0020 'LO' 0002 'A '"),
        (Jpeg, "E07F 1000 'OB' 0000 FFFFFFFF  FEFF 00E0 00000000  FEFF DDE0 00000000"),
    ];

    private static void AssertReadAs(DeviationKind kind, TransferSyntax syntax, string deviant, string sound) => AssertReadAs(kind, syntax, Hex.Bytes(deviant), Hex.Bytes(sound));

    private static void AssertReadAs(DeviationKind kind, TransferSyntax syntax, byte[] deviant, byte[] sound)
    {
        Assert.Null(ScanAlike(deviant, syntax));
        Assert.Contains(kind, ScannerOf(deviant, syntax, 5).Deviations.Select(deviation => deviation.Kind));
        Assert.Equal(Canonical(sound, syntax), Canonical(deviant, syntax));
        foreach (var to in TransferSyntax.All.Where(to => DataSetReencoder.CanReencode(syntax, to)))
            Assert.Equal(Reencode(sound, syntax, to), Reencode(deviant, syntax, to));
    }

    private static void AssertReencoded(TransferSyntax syntax, string odd, string padded)
    {
        Assert.Contains(DeviationKind.OddLength, ScannerOf(Hex.Bytes(odd), syntax, 5).Deviations.Select(deviation => deviation.Kind));
        Assert.Equal(Convert.ToHexString(Hex.Bytes(padded)), Convert.ToHexString(Reencode(Hex.Bytes(odd), syntax, syntax)));
    }

    private static string Canonical(byte[] bytes, TransferSyntax syntax) =>
        Convert.ToHexString(DataSetWriter.ToArray(DataSetReader.Read(bytes, syntax), Jpeg));

    /// <summary>What the scanner says, which scanner, reader and re-encoder have to agree on.</summary>
    private static ScanError? ScanAlike(byte[] bytes, TransferSyntax syntax)
    {
        var error = ScannerOf(bytes, syntax, bytes.Length).Error;
        foreach (var length in new[] { 1, 2, 5, 13 })
            Assert.Equal(error, ScannerOf(bytes, syntax, length).Error);
        Assert.Equal(error?.Message, (Record.Exception(() => DataSetReader.Read(bytes, syntax)) as DicomFormatException)?.Reason);
        Assert.Equal(error?.Message, (Record.Exception(() => Reencode(bytes, syntax, syntax)) as DicomFormatException)?.Reason);
        return error;
    }

    private static HeaderScanner ScannerOf(byte[] bytes, TransferSyntax syntax, int length)
    {
        var scanner = ScanOutcome.NewScanner();
        ScanOutcome.Of(scanner, bytes, syntax, _ => length);
        return scanner;
    }
}
