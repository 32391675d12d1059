using System.IO.Compression;
using Archive.Protocol.Data;
using Archive.Protocol.Tests.Scanning;
using Archive.Testing;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Transcoding;

public sealed class ReencodingTests
{
    public static TheoryData<TransferSyntax, TransferSyntax> Pairs
    {
        get
        {
            var pairs = new TheoryData<TransferSyntax, TransferSyntax>();
            foreach (var from in NativeSyntaxes)
            {
                foreach (var to in NativeSyntaxes)
                    pairs.Add(from, to);
            }

            return pairs;
        }
    }

    private static DataSet Image => new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
        .SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
        .SetString(Tags.SOPInstanceUID, "2.25.1")
        .SetItems(Tags.ReferencedImageSequence, new DataSet().SetString(Tags.ReferencedSOPInstanceUID, "2.25.2"), new DataSet())
        .SetItems(Tags.ProcedureCodeSequence)
        .SetString(Tags.PatientName, "Doe^Jane")
        .Set(Tags.FrameIncrementPointer, Vr.AT, new byte[] { 0x18, 0x00, 0x63, 0x10 })
        .Set(Tags.PatientComments, Vr.LT, ReadOnlyMemory<byte>.Empty)
        .SetUInt16(Tags.Rows, 512)
        .SetUInt16(Tags.BitsAllocated, 16)
        .Set(Tags.RealWorldValueSlope, Vr.FD, BitConverter.GetBytes(1.25))
        .Set(Tags.PixelData, Vr.OW, Enumerable.Range(0, 1000).Select(i => (byte)i).ToArray());

    [Theory]
    [MemberData(nameof(Pairs))]
    [Requirement("VEREOS-45")]
    [Requirement("OASIS-26")]
    public void A_data_set_is_the_same_wherever_its_source_is_cut(TransferSyntax from, TransferSyntax to)
    {
        var source = DataSetWriter.ToArray(Image, from);
        var reencoded = Reencode(source, from, to);
        var whole = Inflate(reencoded, to);

        Assert.Equal(DataSetWriter.ToArray(Image, TransferSyntax.ExplicitVrLittleEndian), DataSetWriter.ToArray(DataSetReader.Read(reencoded, to), TransferSyntax.ExplicitVrLittleEndian));
        for (var split = 1; split < source.Length; split++)
            Assert.Equal(whole, Inflate(Reencode(source, from, to, split), to));
        foreach (var readBytes in new[] { 1, 2, 7, 31, 32, 33, 40, 100 })
            Assert.Equal(whole, Inflate(Reencode(source, from, to, readBytes: readBytes), to));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_source_that_is_cut_is_refused_as_the_scanner_refuses_it(TransferSyntax from, TransferSyntax to)
    {
        var source = DataSetWriter.ToArray(Image, from);
        for (var length = 1; length < source.Length; length++)
        {
            var cut = source[..length];
            if (Scan(cut, from) is not { } error)
                continue;
            var refused = Assert.Throws<DicomFormatException>(() => Reencode(cut, from, to));
            Assert.Equal((error.Message, error.Offset), (refused.Reason, refused.Offset));
        }
    }

    [Fact]
    public void Encapsulated_and_referenced_pixels_cannot_be_re_encoded()
    {
        Assert.All(TransferSyntax.All, other => Assert.Equal(NativeSyntaxes.Contains(other), DataSetReencoder.CanReencode(other, TransferSyntax.ImplicitVrLittleEndian)));
        Assert.All(TransferSyntax.All, other => Assert.Equal(NativeSyntaxes.Contains(other), DataSetReencoder.CanReencode(TransferSyntax.ExplicitVrBigEndian, other)));
        Assert.Throws<ArgumentException>(() => DataSetReencoder.Open(Stream.Null, TransferSyntax.JpegBaseline8Bit, TransferSyntax.ExplicitVrLittleEndian));
    }

    [Fact]
    [Requirement("MX1-07")]
    [Requirement("OASIS-07")]
    public void Numbers_are_swapped_by_their_VR_and_nothing_else_is() => AssertReencoded(
        TransferSyntax.ExplicitVrLittleEndian,
        """
        0800 1600 'UI' 0200 '1' 00
        1800 6010 'SS' 0200 FEFF
        1800 2090 'SL' 0400 01020304
        2800 0900 'AT' 0800 1800 6310 1800 6510
        4000 2592 'FD' 0800 0102030405060708
        4000 1193 'OB' 0000 02000000 0102
        6600 1600 'OF' 0000 04000000 01020304
        7200 8200 'SV' 0000 08000000 0102030405060708
        E07F 1000 'OW' 0000 06000000 010203040506
        """,
        TransferSyntax.ExplicitVrBigEndian,
        """
        0008 0016 'UI' 0002 '1' 00
        0018 1060 'SS' 0002 FFFE
        0018 9020 'SL' 0004 04030201
        0028 0009 'AT' 0008 0018 1063 0018 1065
        0040 9225 'FD' 0008 0807060504030201
        0040 9311 'OB' 0000 00000002 0102
        0066 0016 'OF' 0000 00000004 04030201
        0072 0082 'SV' 0000 00000008 0807060504030201
        7FE0 0010 'OW' 0000 00000006 020104030605
        """);

    [Fact]
    public void Unknown_values_are_little_endian_in_every_transfer_syntax() => AssertReencoded(
        TransferSyntax.ExplicitVrLittleEndian,
        "0900 1000 'LO' 0400 'TEST'  0900 0110 'UN' 0000 04000000 01020304  0900 0210 'ZZ' 0000 02000000 0102",
        TransferSyntax.ExplicitVrBigEndian,
        "0009 0010 'LO' 0004 'TEST'  0009 1001 'UN' 0000 00000004 01020304  0009 1002 'UN' 0000 00000002 0102");

    [Fact]
    public void Lengths_of_groups_and_of_the_data_set_and_a_second_file_meta_information_are_left_out() => AssertReencoded(
        TransferSyntax.ExplicitVrLittleEndian,
        """
        0200 0000 'UL' 0400 14000000  0200 1000 'UI' 0200 '1' 00
        0800 0000 'UL' 0400 20000000  0800 0100 'UL' 0400 40000000
        0800 4011 'SQ' 0000 14000000
          FEFF 00E0 0C000000  0800 0000 'UL' 0400 00000000
        1000 0000 'UL' 0400 0A000000  1000 2000 'LO' 0200 'A '
        """,
        TransferSyntax.ImplicitVrLittleEndian,
        """
        0800 4011 FFFFFFFF
          FEFF 00E0 FFFFFFFF  FEFF 0DE0 00000000
        FEFF DDE0 00000000
        1000 2000 02000000 'A '
        """);

    [Fact]
    public void Lengths_of_sequences_become_undefined_down_to_empty_items() => AssertReencoded(
        TransferSyntax.ImplicitVrLittleEndian,
        """
        0800 4011 20000000
          FEFF 00E0 10000000
            0800 1511 08000000  FEFF 00E0 00000000
          FEFF 00E0 00000000
        0800 4511 00000000
        """,
        TransferSyntax.ExplicitVrBigEndian,
        """
        0008 1140 'SQ' 0000 FFFFFFFF
          FFFE E000 FFFFFFFF
            0008 1115 'SQ' 0000 FFFFFFFF  FFFE E000 FFFFFFFF  FFFE E00D 00000000  FFFE E0DD 00000000
          FFFE E00D 00000000
          FFFE E000 FFFFFFFF  FFFE E00D 00000000
        FFFE E0DD 00000000
        0008 1145 'SQ' 0000 FFFFFFFF  FFFE E0DD 00000000
        """);

    [Fact]
    [Requirement("VEREOS-16")]
    [Requirement("OASIS-14")]
    public void Private_elements_leave_Implicit_VR_as_UN_and_their_sequences_of_undefined_length_as_SQ() => AssertReencoded(
        TransferSyntax.ImplicitVrLittleEndian,
        """
        5370 1000 0C000000 'PET PRIVATE '
        5370 0010 08000000 '0.000123'
        5370 0910 10000000  FEFF 00E0 08000000 1000 2000 00000000
        5370 1210 FFFFFFFF
          FEFF 00E0 FFFFFFFF
            5370 1000 0C000000 'PET PRIVATE '
            5370 0710 FFFFFFFF  FEFF 00E0 00000000  FEFF DDE0 00000000
          FEFF 0DE0 00000000
        FEFF DDE0 00000000
        """,
        TransferSyntax.ExplicitVrLittleEndian,
        """
        5370 1000 'LO' 0C00 'PET PRIVATE '
        5370 0010 'UN' 0000 08000000 '0.000123'
        5370 0910 'UN' 0000 10000000  FEFF 00E0 08000000 1000 2000 00000000
        5370 1210 'SQ' 0000 FFFFFFFF
          FEFF 00E0 FFFFFFFF
            5370 1000 'LO' 0C00 'PET PRIVATE '
            5370 0710 'SQ' 0000 FFFFFFFF  FEFF 00E0 FFFFFFFF  FEFF 0DE0 00000000  FEFF DDE0 00000000
          FEFF 0DE0 00000000
        FEFF DDE0 00000000
        """);

    [Fact]
    public void UN_of_undefined_length_is_a_sequence_in_Implicit_VR_Little_Endian_in_big_endian_too() => AssertReencoded(
        TransferSyntax.ExplicitVrBigEndian,
        """
        0009 1001 'UN' 0000 FFFFFFFF
          FEFF 00E0 0A000000  2800 1000 02000000 0002
        FEFF DDE0 00000000
        0028 0010 'US' 0002 0200
        """,
        TransferSyntax.ExplicitVrLittleEndian,
        """
        0900 0110 'SQ' 0000 FFFFFFFF
          FEFF 00E0 FFFFFFFF  2800 1000 'US' 0200 0002  FEFF 0DE0 00000000
        FEFF DDE0 00000000
        2800 1000 'US' 0200 0002
        """);

    [Fact]
    public void UN_that_is_a_sequence_by_the_dictionary_is_one_in_Implicit_VR() => AssertReencoded(
        TransferSyntax.ExplicitVrLittleEndian,
        "0800 4011 'UN' 0000 12000000  FEFF 00E0 0A000000  1000 2000 02000000 'A '",
        TransferSyntax.ImplicitVrLittleEndian,
        "0800 4011 FFFFFFFF  FEFF 00E0 FFFFFFFF  1000 2000 02000000 'A '  FEFF 0DE0 00000000  FEFF DDE0 00000000");

    [Theory]
    [InlineData("1000 2000 'SQ' 0000 00000000", "Patient ID (0010,0020) is a sequence, against the dictionary, which Implicit VR cannot tell")]
    [InlineData("0800 4011 'OB' 0000 02000000 0102", "Referenced Image Sequence (0008,1140) is no sequence, against the dictionary, which Implicit VR cannot tell")]
    [InlineData("0800 4011 'UN' 0000 02000000 0102", "Referenced Image Sequence (0008,1140) ends with 2 bytes that make no element")]
    public void What_Implicit_VR_cannot_tell_is_refused(string source, string reason)
    {
        var bytes = Hex.Bytes("0800 0500 'CS' 0000" + source);

        Assert.Null(Scan(bytes, TransferSyntax.ExplicitVrLittleEndian));
        var refused = Assert.Throws<DicomFormatException>(() => Reencode(bytes, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian));

        Assert.Equal(reason, refused.Reason);
    }

    [Fact]
    public void VRs_that_the_dictionary_leaves_open_follow_the_elements_that_decide_them() => AssertReencoded(
        TransferSyntax.ImplicitVrLittleEndian,
        """
        2800 0001 02000000 1000
        2800 0301 02000000 0100
        2800 0601 02000000 FFFF
        4000 9690 FFFFFFFF
          FEFF 00E0 0A000000  4000 1192 02000000 FFFF
          FEFF 00E0 14000000  2800 0301 02000000 0000  4000 1192 02000000 FFFF
        FEFF DDE0 00000000
        0054 0001 FFFFFFFF
          FEFF 00E0 16000000  0054 0410 02000000 0800  0054 1010 04000000 01020304
          FEFF 00E0 16000000  0054 0410 02000000 1000  0054 1010 04000000 01020304
        FEFF DDE0 00000000
        0050 0030 02000000 0102
        0060 0030 02000000 0102
        8800 0002 FFFFFFFF
          FEFF 00E0 14000000  2800 0001 02000000 0800  E07F 1000 02000000 0102
        FEFF DDE0 00000000
        E07F 1000 04000000 01020304
        """,
        TransferSyntax.ExplicitVrBigEndian,
        """
        0028 0100 'US' 0002 0010
        0028 0103 'US' 0002 0001
        0028 0106 'SS' 0002 FFFF
        0040 9096 'SQ' 0000 FFFFFFFF
          FFFE E000 FFFFFFFF  0040 9211 'SS' 0002 FFFF  FFFE E00D 00000000
          FFFE E000 FFFFFFFF  0028 0103 'US' 0002 0000  0040 9211 'US' 0002 FFFF  FFFE E00D 00000000
        FFFE E0DD 00000000
        5400 0100 'SQ' 0000 FFFFFFFF
          FFFE E000 FFFFFFFF  5400 1004 'US' 0002 0008  5400 1010 'OB' 0000 00000004 01020304  FFFE E00D 00000000
          FFFE E000 FFFFFFFF  5400 1004 'US' 0002 0010  5400 1010 'OW' 0000 00000004 02010403  FFFE E00D 00000000
        FFFE E0DD 00000000
        5000 3000 'OB' 0000 00000002 0102
        6000 3000 'OW' 0000 00000002 0201
        0088 0200 'SQ' 0000 FFFFFFFF
          FFFE E000 FFFFFFFF  0028 0100 'US' 0002 0008  7FE0 0010 'OB' 0000 00000002 0102  FFFE E00D 00000000
        FFFE E0DD 00000000
        7FE0 0010 'OW' 0000 00000004 02010403
        """);

    [Fact]
    public void Odd_values_are_padded_as_their_VR_is() => AssertReencoded(
        TransferSyntax.ImplicitVrLittleEndian,
        "0800 1600 01000000 '1'  1000 2000 03000000 'ABC'  2800 1000 03000000 010203  0900 0110 01000000 '1'  FCFF FCFF 01000000 00",
        TransferSyntax.ExplicitVrBigEndian,
        "0008 0016 'UI' 0002 '1' 00  0010 0020 'LO' 0004 'ABC '  0028 0010 'US' 0004 02010300  0009 1001 'UN' 0000 00000002 '1' 00  FFFC FFFC 'OB' 0000 00000002 0000");

    [Theory]
    [InlineData(65534, "'LO' FFFE")]
    [InlineData(65535, "'UN' 0000 00010000")]
    [InlineData(65536, "'UN' 0000 00010000")]
    public void A_value_too_long_for_its_VR_is_UN(int length, string header)
    {
        var source = Raw.Implicit(Raw.PatientId, new string('A', length));

        var reencoded = Reencode(source, TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian);

        var expected = Hex.Bytes("0010 0020" + header);
        Assert.Equal(expected, reencoded[..expected.Length]);
        Assert.Equal(expected.Length + length + (length & 1), reencoded.Length);
    }

    [Fact]
    public void Numbers_too_long_for_their_VR_become_little_endian()
    {
        var source = Hex.Bytes("0028 3002 'US' FFFF").Concat(Enumerable.Repeat<byte[]>([1, 2], 32767).SelectMany(b => b)).Append((byte)3).ToArray();

        var reencoded = Reencode(source, TransferSyntax.ExplicitVrBigEndian, TransferSyntax.ExplicitVrBigEndian);

        Assert.Equal(Hex.Bytes("0028 3002 'UN' 0000 00010000 0201 0201"), reencoded[..16]);
        Assert.Equal(Hex.Bytes("0201 0300"), reencoded[^4..]);
    }

    [Fact]
    public void An_empty_data_set_stays_empty() => Assert.All(NativeSyntaxes, from => Assert.All(NativeSyntaxes, to => Assert.Empty(Reencode([], from, to))));

    [Fact]
    public void Sequences_are_followed_to_the_nesting_limit_and_no_further()
    {
        var syntax = TransferSyntax.ExplicitVrLittleEndian;

        Assert.Null(Scan(Reencode(Raw.Nested(1024), syntax, TransferSyntax.ExplicitVrBigEndian), TransferSyntax.ExplicitVrBigEndian));
        Assert.Contains("1024 levels", Assert.Throws<DicomFormatException>(() => Reencode(Raw.Nested(1025), syntax, TransferSyntax.ExplicitVrBigEndian)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_the_re_encoded_stream_closes_its_source()
    {
        foreach (var (from, to) in NativeSyntaxes.SelectMany(from => NativeSyntaxes.Select(to => (from, to))))
        {
            var source = new MemoryStream([1]);
            await DataSetReencoder.Open(source, from, to).DisposeAsync();
            Assert.False(source.CanRead);
        }
    }

    // How bytes are deflated depends on the pieces in which they come.
    private static byte[] Inflate(byte[] bytes, TransferSyntax transferSyntax)
    {
        if (!transferSyntax.IsDeflated)
            return bytes;
        Assert.Equal(0, bytes.Length % 2);
        using var inflated = new MemoryStream();
        using (var inflater = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress))
            inflater.CopyTo(inflated);
        return inflated.ToArray();
    }

    private static void AssertReencoded(TransferSyntax from, string source, TransferSyntax to, string expected)
    {
        var bytes = Hex.Bytes(source);
        Assert.Null(Scan(bytes, from));
        Assert.Equal(Convert.ToHexString(Hex.Bytes(expected)), Convert.ToHexString(Reencode(bytes, from, to)));
    }
}
