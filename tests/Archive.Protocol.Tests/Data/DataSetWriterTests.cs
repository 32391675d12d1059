using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

public sealed class DataSetWriterTests
{
    [Theory]
    [InlineData("ImplicitVrLittleEndian", "1000 1000 04000000 4122 4320")] // no VR, 32-bit length
    [InlineData("ExplicitVrLittleEndian", "1000 1000 504E 0400 4122 4320")] // PN, 16-bit length
    [InlineData("ExplicitVrBigEndian", "0010 0010 504E 0004 4122 4320")]
    public void Text_is_written_as_it_is_and_padded_by_a_space(string syntax, string expected)
    {
        var dataSet = new DataSet().Set(Tags.PatientName, Vr.PN, new byte[] { 0x41, 0x22, 0x43 });

        AssertBytes(expected, dataSet, syntax);
    }

    [Theory]
    [InlineData("ImplicitVrLittleEndian", "2800 1000 02000000 0201")]
    [InlineData("ExplicitVrLittleEndian", "2800 1000 5553 0200 0201")]
    [InlineData("ExplicitVrBigEndian", "0028 0010 5553 0002 0102")]
    public void Numbers_are_written_in_the_byte_order_of_the_transfer_syntax(string syntax, string expected) =>
        AssertBytes(expected, new DataSet().SetUInt16(Tags.Rows, 0x0102), syntax);

    [Theory]
    [InlineData(Vr.AT, "41540004", "2211 4433")]
    [InlineData(Vr.FD, "46440008", "8877665544332211")]
    [InlineData(Vr.FL, "464C0008", "44332211 88776655")]
    [InlineData(Vr.OB, "4F42000000000008", "1122334455667788")]
    [InlineData(Vr.OD, "4F44000000000008", "8877665544332211")]
    [InlineData(Vr.OF, "4F46000000000008", "44332211 88776655")]
    [InlineData(Vr.OL, "4F4C000000000008", "44332211 88776655")]
    [InlineData(Vr.OV, "4F56000000000008", "8877665544332211")]
    [InlineData(Vr.OW, "4F57000000000008", "2211 4433 6655 8877")]
    [InlineData(Vr.SL, "534C0008", "44332211 88776655")]
    [InlineData(Vr.SS, "53530008", "2211 4433 6655 8877")]
    [InlineData(Vr.SV, "5356000000000008", "8877665544332211")]
    [InlineData(Vr.UL, "554C0008", "44332211 88776655")]
    [InlineData(Vr.UN, "554E000000000008", "1122334455667788")]
    [InlineData(Vr.US, "55530008", "2211 4433 6655 8877")]
    [InlineData(Vr.UV, "5556000000000008", "8877665544332211")]
    [Requirement("OASIS-07")]
    [Requirement("MX1-07")]
    public void Every_binary_VR_changes_its_byte_order_by_its_unit(Vr vr, string header, string swapped)
    {
        var value = Convert.FromHexString(vr == Vr.AT ? "11223344" : "1122334455667788");
        var dataSet = new DataSet().Set(new Tag(0x0009, 0x1001), vr, value);

        AssertBytes($"0009 1001 {header} {swapped}", dataSet, "ExplicitVrBigEndian");
        var read = DataSetReader.Read(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrBigEndian), TransferSyntax.ExplicitVrBigEndian);
        Assert.Equal(value, Assert.Single(read).Value);
    }

    [Theory]
    [InlineData(Vr.AE)]
    [InlineData(Vr.AS)]
    [InlineData(Vr.CS)]
    [InlineData(Vr.DA)]
    [InlineData(Vr.DS)]
    [InlineData(Vr.DT)]
    [InlineData(Vr.IS)]
    [InlineData(Vr.LO)]
    [InlineData(Vr.LT)]
    [InlineData(Vr.PN)]
    [InlineData(Vr.SH)]
    [InlineData(Vr.ST)]
    [InlineData(Vr.TM)]
    [InlineData(Vr.UC)]
    [InlineData(Vr.UI)]
    [InlineData(Vr.UR)]
    [InlineData(Vr.UT)]
    public void Every_text_VR_is_written_with_its_own_length_field_and_padding(Vr vr)
    {
        var dataSet = new DataSet().Set(new Tag(0x0009, 0x1001), vr, new byte[] { 0x31 });
        var code = Convert.ToHexString([(byte)((int)vr >> 8), (byte)vr]);
        var length = vr is Vr.UC or Vr.UR or Vr.UT ? "0000 02000000" : "0200";
        var padding = vr == Vr.UI ? "00" : "20";

        AssertBytes($"0900 0110 {code} {length} 31{padding}", dataSet, "ExplicitVrLittleEndian");
    }

    [Fact]
    [Requirement("BASICS-24")]
    public void Elements_are_ascending_and_even_and_padded_by_their_VR()
    {
        var dataSet = new DataSet()
            .Set(Tags.PixelData, Vr.OB, new byte[] { 0x07 })
            .SetString(Tags.PatientID, "A")
            .SetString(Tags.SOPInstanceUID, "1.2");

        AssertBytes("0800 1800 5549 0400 312E3200  1000 2000 4C4F 0200 4120  E07F 1000 4F42 0000 02000000 0700", dataSet, "ExplicitVrLittleEndian");
    }

    [Fact]
    public void A_sequence_has_a_length_by_default()
    {
        var dataSet = new DataSet().SetItems(Tags.ReferencedSeriesSequence, new DataSet().SetString(Tags.Modality, "CT"), new DataSet());

        AssertBytes(
            """
            0800 1511 5351 0000 1A000000
              FEFF 00E0 0A000000  0800 6000 4353 0200 4354
              FEFF 00E0 00000000
            """, dataSet, "ExplicitVrLittleEndian");
    }

    [Fact]
    public void A_sequence_may_be_written_with_undefined_length()
    {
        var dataSet = new DataSet().SetItems(Tags.ReferencedSeriesSequence, new DataSet().SetString(Tags.Modality, "CT"));

        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVrLittleEndian, new DataSetWriterOptions { UseUndefinedLengths = true });

        Assert.Equal(
            Hex.Bytes(
                """
                0800 1511 FFFFFFFF
                  FEFF 00E0 FFFFFFFF  0800 6000 02000000 4354  FEFF 0DE0 00000000
                FEFF DDE0 00000000
                """), bytes);
    }

    [Fact]
    public void Group_lengths_are_corrected()
    {
        var wrong = new byte[] { 99, 0, 0, 0 };
        var dataSet = new DataSet()
            .Set(new Tag(0x0008, 0x0000), Vr.UL, wrong)
            .SetItems(Tags.ReferencedSeriesSequence, new DataSet().Set(new Tag(0x0008, 0x0000), Vr.UL, wrong).SetString(Tags.Modality, "CT"))
            .Set(new Tag(0x0010, 0x0000), Vr.UL, wrong);

        AssertBytes(
            """
            0800 0000 554C 0400 2A000000
            0800 1511 5351 0000 1E000000
              FEFF 00E0 16000000  0800 0000 554C 0400 0A000000  0800 6000 4353 0200 4354
            1000 0000 554C 0400 00000000
            """, dataSet, "ExplicitVrLittleEndian");
    }

    [Fact]
    public void Encapsulated_pixel_data_keeps_its_fragments()
    {
        var dataSet = new DataSet().Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [default, new byte[] { 1, 2, 3 }]));

        AssertBytes(
            """
            E07F 1000 4F42 0000 FFFFFFFF
              FEFF 00E0 00000000
              FEFF 00E0 04000000 01020300
            FEFF DDE0 00000000
            """, dataSet, "JpegBaseline8Bit");
    }

    [Fact]
    public void Encapsulated_pixel_data_is_not_written_in_a_native_transfer_syntax()
    {
        var dataSet = new DataSet().Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [default]));

        Assert.Throws<ArgumentException>(() => DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian));
    }

    [Fact]
    public void A_value_too_long_for_the_length_field_of_its_VR_is_written_as_UN()
    {
        var longest = DataSetWriter.ToArray(new DataSet().Set(Tags.PixelSpacing, Vr.DS, new byte[65534]), TransferSyntax.ExplicitVrLittleEndian);
        var tooLong = DataSetWriter.ToArray(new DataSet().Set(Tags.PixelSpacing, Vr.DS, new byte[65535]), TransferSyntax.ExplicitVrLittleEndian);

        Assert.Equal(Hex.Bytes("2800 3000 4453 FEFF"), longest[..8]);
        Assert.Equal(Hex.Bytes("2800 3000 554E 0000 00000100"), tooLong[..12]);
        Assert.Equal(12 + 65536, tooLong.Length);
    }

    [Fact]
    public void A_deflated_data_set_is_a_bare_deflate_stream_of_even_length()
    {
        var dataSet = new DataSet().SetString(Tags.PatientID, "4711");

        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.DeflatedExplicitVrLittleEndian);

        Assert.Equal(0, bytes.Length % 2);
        Assert.Equal("4711", DataSetReader.Read(bytes, TransferSyntax.DeflatedExplicitVrLittleEndian).GetString(Tags.PatientID));
    }

    private static void AssertBytes(string expected, DataSet dataSet, string syntax) =>
        Assert.Equal(Convert.ToHexString(Hex.Bytes(expected)), Convert.ToHexString(DataSetWriter.ToArray(dataSet, Syntax(syntax))));

    private static TransferSyntax Syntax(string name) => (TransferSyntax)typeof(TransferSyntax).GetField(name)!.GetValue(null)!;
}
