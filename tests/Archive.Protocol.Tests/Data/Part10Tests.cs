using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

public sealed class Part10Tests
{
    private const string Meta =
        """
        0200 0000 'UL' 0400 42000000
        0200 0100 'OB' 0000 02000000 0001
        0200 0200 'UI' 0400 '1.2' 00
        0200 0300 'UI' 0400 '1.3' 00
        0200 1000 'UI' 1400 '1.2.840.10008.1.2.1' 00
        """;

    private const string PatientId = "1000 2000 'LO' 0400 '4711'";

    [Fact]
    public void The_prefix_is_preamble_and_file_meta_information()
    {
        var prefix = Part10.CreatePrefix(SopClasses.CTImageStorage, new Uid("1.2.3"), TransferSyntax.JpegBaseline8Bit, "SCANNER");

        Assert.Equal(
            [
                .. new byte[128], .. Hex.Bytes(
                """
                'DICM'
                0200 0000 'UL' 0400 B4000000
                0200 0100 'OB' 0000 02000000 0001
                0200 0200 'UI' 1A00 '1.2.840.10008.5.1.4.1.1.2' 00
                0200 0300 'UI' 0600 '1.2.3' 00
                0200 1000 'UI' 1600 '1.2.840.10008.1.2.4.50'
                0200 1200 'UI' 2C00 '2.25.278787771145916208396793717834760445195'
                0200 1300 'SH' 0C00 'ARCHIVE_0_1 '
                0200 1600 'AE' 0800 'SCANNER '
                """),
            ], prefix);
    }

    [Fact]
    public void What_stands_behind_the_prefix_is_read_in_the_transfer_syntax_it_names()
    {
        var dataSet = new DataSet().SetUInt16(Tags.Rows, 512);
        var prefix = Part10.CreatePrefix(SopClasses.CTImageStorage, new Uid("1.2.3"), TransferSyntax.ExplicitVrBigEndian);
        byte[] bytes = [.. prefix, .. DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrBigEndian)];

        var file = Part10File.Read(bytes);

        Assert.Equal((TransferSyntax.ExplicitVrBigEndian, prefix.Length), (file.TransferSyntax, file.DataSetOffset));
        Assert.Equal(new Uid("1.2.3"), file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID));
        Assert.False(file.Meta.Contains(Tags.SourceApplicationEntityTitle));
        Assert.Equal(512, file.ReadDataSet().GetInt32(Tags.Rows));
    }

    [Theory]
    [InlineData("42000000")] // right
    [InlineData("14000000")] // too small
    [InlineData("A0860100")] // beyond the end
    public void The_group_length_is_not_believed(string length)
    {
        var file = Part10File.Read(File(Meta.Replace("42000000", length, StringComparison.Ordinal), PatientId));

        Assert.Equal([Tags.PatientID], file.ReadDataSet().Select(element => element.Tag));
    }

    [Fact]
    public void File_meta_information_without_preamble_is_read()
    {
        var file = Part10File.Read(Hex.Bytes(Meta + PatientId));

        Assert.Equal("4711", file.ReadDataSet().GetString(Tags.PatientID));
    }

    [Fact]
    public void A_second_file_meta_information_belongs_to_the_data_set()
    {
        var file = Part10File.Read(File(Meta, Meta.Replace(".1.2.1", ".1.2.9", StringComparison.Ordinal) + PatientId));

        Assert.Equal(TransferSyntax.ExplicitVrLittleEndian, file.TransferSyntax);
        Assert.True(file.ReadDataSet().Contains(Tags.TransferSyntaxUID));
    }

    [Theory]
    [InlineData("1000 2000 04000000 '4711'", "1.2.840.10008.1.2")]
    [InlineData("1000 2000 'LO' 0400 '4711'", "1.2.840.10008.1.2.1")]
    [InlineData("0010 0020 'LO' 0004 '4711'", "1.2.840.10008.1.2.2")]
    public void A_data_set_alone_is_recognised_by_its_first_element(string bytes, string transferSyntax)
    {
        var file = Part10File.Read(Hex.Bytes(bytes));

        Assert.Equal(transferSyntax, file.TransferSyntax.Uid.Value);
        Assert.Empty(file.Meta);
        Assert.Equal("4711", file.ReadDataSet().GetString(Tags.PatientID));
    }

    private const string ImplicitMeta =
        """
        0200 0000 04000000 36000000
        0200 0100 02000000 0001
        0200 0200 04000000 '1.2' 00
        0200 0300 04000000 '1.3' 00
        0200 1000 14000000 '1.2.840.10008.1.2.1' 00
        """;

    private const string BigEndianMeta =
        """
        0002 0000 'UL' 0004 00000042
        0002 0001 'OB' 0000 00000002 0001
        0002 0002 'UI' 0004 '1.2' 00
        0002 0003 'UI' 0004 '1.3' 00
        0002 0010 'UI' 0014 '1.2.840.10008.1.2.1' 00
        """;

    [Theory]
    [InlineData(ImplicitMeta)]
    [InlineData(BigEndianMeta)]
    [InlineData("0200 0000 'UL' 0400 36000000 0200 0200 04000000 '1.2' 00 0200 0300 04000000 '1.3' 00 0200 1000 14000000 '1.2.840.10008.1.2.1' 00")] // begun explicit
    [InlineData("0200 0000 04000000 36000000 0200 0200 'UI' 0400 '1.2' 00 0200 0300 'UI' 0400 '1.3' 00 0200 1000 'UI' 1400 '1.2.840.10008.1.2.1' 00")] // begun implicit
    public void File_meta_information_that_is_not_encoded_as_it_should_be_is_read_as_it_is(string meta)
    {
        foreach (var bytes in new[] { File(meta, PatientId), Hex.Bytes(meta + PatientId), Hex.Bytes("'DICM'" + meta + PatientId) })
        {
            var file = Part10File.Read(bytes);

            Assert.Equal(TransferSyntax.ExplicitVrLittleEndian, file.TransferSyntax);
            Assert.Equal(("1.2", "1.3"), (file.Meta.GetString(Tags.MediaStorageSOPClassUID), file.Meta.GetString(Tags.MediaStorageSOPInstanceUID)));
            Assert.Equal("4711", file.ReadDataSet().GetString(Tags.PatientID));
        }
    }

    [Fact]
    public void Long_private_information_is_passed_over_and_not_read()
    {
        const int privateBytes = 3_000_000;
        var meta = Part10File.Read(File(Meta, PatientId)).Meta.SetString(Tags.PrivateInformationCreatorUID, "1.2.3").Set(Tags.PrivateInformation, Vr.OB, new byte[privateBytes]);
        byte[] bytes = [.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(meta, TransferSyntax.ExplicitVrLittleEndian), .. Hex.Bytes(PatientId)];
        var read = 0;

        var header = Part10.ReadHeader(bytes.Length, (position, buffer) =>
        {
            var count = (int)Math.Min(buffer.Length, bytes.Length - position);
            bytes.AsSpan((int)position, count).CopyTo(buffer);
            read += count;
            return count;
        });

        Assert.Equal((TransferSyntax.ExplicitVrLittleEndian, bytes.Length - Hex.Bytes(PatientId).Length), (header.TransferSyntax, (int)header.DataSetOffset));
        Assert.InRange(read, 1, 2000);
    }

    [Fact]
    public void Of_file_meta_information_without_end_a_MiB_is_kept()
    {
        var meta = Part10File.Read(File(Meta, PatientId)).Meta;
        for (uint i = 0; i < 40; i++)
            meta.Set(new Tag(0x0002_0200 + i), Vr.OB, new byte[64 * 1024]);
        byte[] bytes = [.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(meta, TransferSyntax.ExplicitVrLittleEndian), .. Hex.Bytes(PatientId)];

        var file = Part10File.Read(bytes);

        Assert.Equal("4711", file.ReadDataSet().GetString(Tags.PatientID));
        Assert.InRange(file.Meta.Sum(element => element.Value.Length), 900 * 1024, 1024 * 1024);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("'This is a text and no DICOM file, although it lies among them.'", false)]
    [InlineData("'<?xml version=\"1.0\"?>'", false)]
    [InlineData("7F454C46 02010100 00000000 00000000 0300 3E00", false)] // an executable
    [InlineData("'PK' 0304 1400 0000 0800", false)] // a ZIP file
    [InlineData("0000 0000 0000 0000 0000 0000 0000 0000", false)]
    [InlineData("0800 0000 0800 0000 0800 0000 0800 0000", false)] // small numbers
    [InlineData("0200 1000 'UI' 0A00 '1.2.3.4.5' 00 1000 2000 'LO' 0400 '4711'", true)] // a transfer syntax that is not known
    [InlineData("0200 0000 'UL' 0400 42000000 0200 0100 'OB' 0000 02000000 00", true)] // cut
    [InlineData("1000 2000 04000000 '4711'", true)]
    [InlineData("0800 0000 04000000 10000000 0800 1000 0C000000 'ACR-NEMA 2.0'", true)]
    public void Whether_a_file_is_meant_to_be_DICOM_is_seen_at_its_beginning(string text, bool isDicom)
    {
        var bytes = Hex.Bytes(text);

        Assert.Equal(isDicom, Part10.IsDicom(bytes.Length, Part10File.ReaderOf(bytes)));
        var file = File(text, string.Empty);
        Assert.True(Part10.IsDicom(file.Length, Part10File.ReaderOf(file)));
    }

    [Theory]
    [InlineData("0800 0000 04000000 10000000 0800 1000 0C000000 'ACR-NEMA 2.0' 1000 2000 04000000 '4711'", "1.2.840.10008.1.2")]
    [InlineData("0800 0500 'CS' 0A00 'ISO_IR 100' 1000 2000 'LO' 0400 '4711'", "1.2.840.10008.1.2.1")]
    [InlineData("0008 0005 'CS' 000A 'ISO_IR 100' 0010 0020 'LO' 0004 '4711'", "1.2.840.10008.1.2.2")]
    public void A_data_set_alone_is_recognised_by_its_first_two_elements(string bytes, string transferSyntax)
    {
        var file = Part10File.Read(Hex.Bytes(bytes));

        Assert.Equal(transferSyntax, file.TransferSyntax.Uid.Value);
        Assert.Equal("4711", file.ReadDataSet().GetString(Tags.PatientID));
    }

    [Theory]
    [InlineData("")]
    [InlineData("'<!DOCTYPE html><html></html>'")]
    [InlineData("0200 0000 'UL' 0400 42000000 0200 0100 'OB' 0000 02000000 00")] // cut
    [InlineData("0200 1000 'UI' 0A00 'not-a-uid' 00 1000 2000 'LO' 0400 '4711'")]
    [InlineData("0200 1000 'UI' 0A00 '1.2.3.4.5' 00 1000 2000 'LO' 0400 '4711'")] // not known
    [InlineData("0200 1000 'UI' 1600 '1.2.840.10008.1.2.6.2' 00 1000 2000 'LO' 0400 '4711'")] // XML
    public void What_is_no_DICOM_file_or_in_an_unknown_transfer_syntax_is_refused(string bytes)
    {
        Assert.Throws<DicomFormatException>(() => Part10File.Read(Hex.Bytes(bytes)));
        Assert.Throws<DicomFormatException>(() => Part10File.Read(File(bytes, string.Empty)));
    }

    private static byte[] File(string meta, string dataSet) => [.. new byte[128], .. Hex.Bytes("'DICM'" + meta + dataSet)];
}
