using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

public sealed class DataSetTests
{
    [Fact]
    public void Text_is_null_when_absent_and_empty_when_it_has_no_value()
    {
        var dataSet = new DataSet().SetString(Tags.PatientID, string.Empty);

        Assert.Equal((null, string.Empty), (dataSet.GetString(Tags.PatientName), dataSet.GetString(Tags.PatientID)));
        Assert.Empty(dataSet.GetStrings(Tags.PatientID));
    }

    [Fact]
    [Requirement("BASICS-27")]
    public void Backslashes_separate_values_except_in_LT_ST_UT_and_UR()
    {
        var dataSet = new DataSet()
            .SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", string.Empty)
            .SetString(Tags.PatientComments, "C:\\temp\r\nsecond line")
            .SetString(Tags.TextValue, "a\\b")
            .SetString(Tags.InstitutionAddress, " a\\b ")
            .SetString(Tags.RetrieveURL, "http://a\\b");

        Assert.Equal(["ORIGINAL", "PRIMARY", string.Empty], dataSet.GetStrings(Tags.ImageType));
        Assert.Equal("ORIGINAL", dataSet.GetString(Tags.ImageType));
        Assert.Equal(["C:\\temp\r\nsecond line"], dataSet.GetStrings(Tags.PatientComments));
        Assert.Equal(["a\\b"], dataSet.GetStrings(Tags.TextValue));
        Assert.Equal([" a\\b"], dataSet.GetStrings(Tags.InstitutionAddress));
        Assert.Equal(["http://a\\b"], dataSet.GetStrings(Tags.RetrieveURL));
    }

    [Fact]
    public void Text_is_decoded_by_the_character_set_of_the_data_set_and_of_those_around_it()
    {
        var own = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 144").SetString(Tags.PatientName, "Иванов");
        var inherited = new DataSet().Set(Tags.PatientName, Vr.PN, "Müller"u8.ToArray());
        var dataSet = new DataSet()
            .SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
            .SetString(Tags.PatientName, "Ångström")
            .SetItems(Tags.ReferencedPatientSequence, own, inherited);

        var read = DataSetReader.Read(DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVrLittleEndian), TransferSyntax.ImplicitVrLittleEndian);

        Assert.Equal("Ångström", read.GetString(Tags.PatientName));
        Assert.Equal(["Иванов", "Müller"], read.GetItems(Tags.ReferencedPatientSequence).Select(item => item.GetString(Tags.PatientName)));
        Assert.True(read.TryGet(Tags.PatientName, out var name));
        Assert.Equal("Ångström"u8, name.Value.Span[..10]);
    }

    [Fact]
    public void The_character_set_follows_its_declaration()
    {
        var dataSet = new DataSet().Set(Tags.PatientName, Vr.PN, "ü"u8.ToArray());
        Assert.Equal("Ã¼", dataSet.GetString(Tags.PatientName));

        Assert.Equal("ü", dataSet.SetString(Tags.SpecificCharacterSet, "ISO_IR 192").GetString(Tags.PatientName));
        Assert.Equal("Ã¼", dataSet.SetString(Tags.SpecificCharacterSet, "ISO_IR 100").GetString(Tags.PatientName));
        Assert.Equal("Ã¼", dataSet.Remove(Tags.SpecificCharacterSet).GetString(Tags.PatientName));
    }

    [Theory]
    [InlineData(Vr.US, "0100FFFF", "1|65535")]
    [InlineData(Vr.SS, "0100FFFF", "1|-1")]
    [InlineData(Vr.UL, "01000000FFFFFFFF", "1|4294967295")]
    [InlineData(Vr.SL, "01000000FFFFFFFF", "1|-1")]
    [InlineData(Vr.UV, "FFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData(Vr.SV, "FFFFFFFFFFFFFFFF", "-1")]
    [InlineData(Vr.FL, "0000C03F", "1.5")]
    [InlineData(Vr.FD, "000000000000F8BF", "-1.5")]
    [InlineData(Vr.AT, "10002000", "00100020")]
    [InlineData(Vr.US, "010002", "1")] // half a value is none
    [InlineData(Vr.OB, "0102", "")]
    [InlineData(Vr.OW, "0102", "")]
    public void Numbers_are_text_in_decimal(Vr vr, string bytes, string values)
    {
        var tag = new Tag(0x0009, 0x1001);
        var dataSet = new DataSet().Set(tag, vr, Convert.FromHexString(bytes));

        Assert.Equal(values, string.Join('|', dataSet.GetStrings(tag)));
    }

    [Fact]
    public void A_known_element_that_came_as_UN_is_read_by_the_dictionary_s_VR()
    {
        var dataSet = new DataSet().Set(Tags.PatientID, Vr.UN, "4711 "u8.ToArray()).Set(Tags.Rows, Vr.UN, new byte[] { 0, 2 });

        Assert.Equal(("4711", 512), (dataSet.GetString(Tags.PatientID), dataSet.GetInt32(Tags.Rows)));
    }

    [Theory]
    [InlineData("12 ", 12)]
    [InlineData(" -7", -7)]
    [InlineData("+3", 3)]
    [InlineData("5\\6", 5)]
    [InlineData("", null)]
    [InlineData("1e9", null)]
    [InlineData("99999999999", null)]
    public void Integer_strings_are_numbers_when_they_fit(string text, int? expected) =>
        Assert.Equal(expected, new DataSet().SetString(Tags.InstanceNumber, text).GetInt32(Tags.InstanceNumber));

    [Fact]
    [Requirement("BASICS-12")]
    public void UIDs_are_opaque_without_padding_and_with_leading_zeros()
    {
        var dataSet = new DataSet()
            .Set(Tags.StudyInstanceUID, Vr.UI, "1.2.03"u8.ToArray())
            .Set(Tags.SeriesInstanceUID, Vr.UI, "1.2.03\0"u8.ToArray())
            .Set(Tags.SOPInstanceUID, Vr.UI, "../etc"u8.ToArray());

        Assert.Equal(new Uid("1.2.03"), dataSet.GetUid(Tags.StudyInstanceUID));
        Assert.Equal(dataSet.GetUid(Tags.StudyInstanceUID), dataSet.GetUid(Tags.SeriesInstanceUID));
        Assert.NotEqual(new Uid("1.2.3"), dataSet.GetUid(Tags.StudyInstanceUID));
        Assert.True(dataSet.GetUid(Tags.SOPInstanceUID).IsEmpty);
        Assert.True(dataSet.GetUid(Tags.SOPClassUID).IsEmpty);
    }

    [Fact]
    public void Elements_are_ordered_replaced_and_removed_by_their_tag()
    {
        var dataSet = new DataSet().SetString(Tags.PatientID, "A").SetString(Tags.Modality, "CT").SetString(Tags.PatientID, "B").SetUInt16(Tags.Rows, 1).Remove(Tags.Rows);

        Assert.Equal([Tags.Modality, Tags.PatientID], dataSet.Select(element => element.Tag));
        Assert.Equal("B", dataSet.GetString(Tags.PatientID));
    }

    [Fact]
    public void Text_of_an_element_that_holds_none_is_an_error_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => new DataSet().SetString(Tags.Rows, "1"));
        Assert.Throws<ArgumentException>(() => new DataSet().Set(Tag.Item, Vr.UN, default));
    }
}
