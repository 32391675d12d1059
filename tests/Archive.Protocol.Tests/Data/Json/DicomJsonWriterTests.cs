using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.Json;

public sealed class DicomJsonWriterTests
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Attributes_are_objects_named_by_the_digits_of_their_tags_with_vr_and_values() => AssertJson(
        """{"0020000D":{"vr":"UI","Value":["1.2.3"]},"00280010":{"vr":"US","Value":[512]}}""",
        new DataSet().SetString(Tags.StudyInstanceUID, "1.2.3").SetUInt16(Tags.Rows, 512));

    [Fact]
    public void An_empty_attribute_has_its_vr_alone() => AssertJson(
        """{"00080050":{"vr":"SH"},"00081110":{"vr":"SQ"}}""",
        new DataSet().SetString(Tags.AccessionNumber, "").SetItems(Tags.ReferencedStudySequence));

    [Fact]
    public void An_empty_value_among_others_is_null() => AssertJson(
        """{"00080008":{"vr":"CS","Value":["ORIGINAL",null,"AXIAL"]}}""",
        new DataSet().SetStrings(Tags.ImageType, "ORIGINAL", "", "AXIAL"));

    [Fact]
    public void Items_are_objects_and_an_empty_item_an_empty_one() => AssertJson(
        """{"00400275":{"vr":"SQ","Value":[{"00401001":{"vr":"SH","Value":["P-1"]}},{}]}}""",
        new DataSet().SetItems(Tags.RequestAttributesSequence, new DataSet().SetString(Tags.RequestedProcedureID, "P-1"), new DataSet()));

    [Fact]
    public void A_person_name_has_its_groups_apart_in_the_characters_that_its_character_set_stands_for() => AssertJson(
        """{"00080005":{"vr":"CS","Value":[null,"ISO 2022 IR 87"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Yamada^Tarou","Ideographic":"山田^太郎","Phonetic":"やまだ^たろう"}]}}""",
        new DataSet().SetStrings(Tags.SpecificCharacterSet, "", "ISO 2022 IR 87").SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう"));

    [Fact]
    public void A_name_without_its_first_group_has_the_others_only() => AssertJson(
        """{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00100010":{"vr":"PN","Value":[{"Ideographic":"山田^太郎"}]}}""",
        new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.PatientName, "=山田^太郎"));

    [Fact]
    public void An_item_is_read_in_the_character_set_of_the_data_set_around_it() => AssertJson(
        """{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00400275":{"vr":"SQ","Value":[{"00321060":{"vr":"LO","Value":["Schädel"]}}]}}""",
        new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetItems(
            Tags.RequestAttributesSequence, new DataSet().Set(Tags.RequestedProcedureDescription, Vr.LO, Encoding.Latin1.GetBytes("Schädel"))));

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("+001.5", "1.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("7.", "7")]
    [InlineData("000", "0")]
    [InlineData("1E-3", "1E-3")]
    [InlineData("0.1234567890123456", "0.1234567890123456")]
    [InlineData("1,5", "\"1,5\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("1E999", "\"1E999\"")]
    public void A_decimal_string_is_the_number_with_its_own_digits_or_else_its_text(string value, string expected) => AssertJson(
        $$$"""{"00180050":{"vr":"DS","Value":[{{{expected}}}]}}""", new DataSet().SetString(Tags.SliceThickness, value));

    [Theory]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(9007199254740992, "\"9007199254740992\"")]
    [InlineData(-9007199254740993, "\"-9007199254740993\"")]
    public void A_64_bit_integer_is_a_number_as_far_as_doubles_are_exact(long value, string expected) => AssertJson(
        $$$"""{"00080302":{"vr":"SV","Value":[{{{expected}}}]}}""", new DataSet().Set(new Tag(0x0008, 0x0302), Vr.SV, BitConverter.GetBytes(value)));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void A_double_is_the_shortest_number_that_is_it_or_the_name_of_what_is_none(double value, string expected) => AssertJson(
        $$$"""{"00189073":{"vr":"FD","Value":[{{{expected}}}]}}""", new DataSet().Set(new Tag(0x0018, 0x9073), Vr.FD, BitConverter.GetBytes(value)));

    [Fact]
    public void An_attribute_tag_is_eight_digits() => AssertJson(
        """{"00280009":{"vr":"AT","Value":["00181063"]}}""", new DataSet().Set(Tags.FrameIncrementPointer, Vr.AT, new byte[] { 0x18, 0x00, 0x63, 0x10 }));

    [Theory]
    [InlineData(Vr.OB)]
    [InlineData(Vr.OW)]
    [InlineData(Vr.UN)]
    public void Binary_values_are_inline_in_base64(Vr vr) => AssertJson(
        $$$"""{"00091001":{"vr":"{{{vr.ToCode()}}}","InlineBinary":"AQID/w=="}}""", new DataSet().Set(new Tag(0x0009, 0x1001), vr, new byte[] { 1, 2, 3, 255 }));

    [Fact]
    public void Encapsulated_pixel_data_is_its_value_field_as_it_is_encoded()
    {
        var dataSet = new DataSet().Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [ReadOnlyMemory<byte>.Empty, new byte[] { 1, 2 }]));

        var encoded = DataSetWriter.ToArray(dataSet, TransferSyntax.JpegBaseline8Bit);
        var field = encoded[12..]; // after tag, VR, reserved bytes and undefined length

        AssertJson($$$"""{"7FE00010":{"vr":"OB","InlineBinary":"{{{Convert.ToBase64String(field)}}}"}}""", dataSet);
    }

    [Fact]
    public void Group_lengths_are_left_out() => AssertJson(
        """{"00080060":{"vr":"CS","Value":["CT"]}}""", new DataSet().SetUInt32(new Tag(0x0008, 0x0000), 10).SetString(Tags.Modality, "CT"));

    [Fact]
    public void Text_keeps_its_line_ends_and_leading_spaces_and_a_backslash_that_separates_nothing() => AssertJson(
        """{"00204000":{"vr":"LT","Value":["  a\\b\r\nc"]}}""", new DataSet().SetString(Tags.ImageComments, "  a\\b\r\nc "));

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public void Every_sample_file_becomes_a_document_with_all_its_attributes(string path)
    {
        var file = Part10File.Read(File.ReadAllBytes(SharedFiles.PathOf("samples", "open", path)));
        var dataSet = file.ReadDataSet();

        using var document = JsonDocument.Parse(DicomJsonWriter.ToArray(dataSet));

        Assert.Equal(dataSet.Where(element => !element.Tag.IsGroupLength).Select(element => $"{element.Tag.Value:X8}"), document.RootElement.EnumerateObject().Select(property => property.Name));
    }

    public static TheoryData<string> Samples() =>
        [.. SharedFiles.Find(Path.Combine("samples", "open"), "*.dcm").Where(path => !path.StartsWith("edge", StringComparison.Ordinal))];

    private static void AssertJson(string expected, DataSet dataSet) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(DicomJsonWriter.ToArray(dataSet, Readable)));
}
