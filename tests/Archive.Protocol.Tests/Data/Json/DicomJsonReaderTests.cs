using System.Text;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;

namespace Archive.Protocol.Tests.Data.Json;

public sealed class DicomJsonReaderTests
{
    [Fact]
    public void What_was_written_is_read_as_it_was()
    {
        var item = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
            .SetString(Tags.PatientWeight, "61.50").SetStrings(Tags.Allergies, "Latex", "Iodine").SetUInt16(Tags.PregnancyStatus, 4).SetString(Tags.PatientID, "")
            .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet().SetString(Tags.ScheduledStationAETitle, "CT1")).SetItems(Tags.ReferencedStudySequence, []);

        var read = DicomJsonReader.Read(DicomJsonWriter.ToArray(item));

        Assert.Equal(DataSetWriter.ToArray(item, TransferSyntax.ExplicitVrLittleEndian), DataSetWriter.ToArray(read, TransferSyntax.ExplicitVrLittleEndian));
    }

    [Theory]
    [InlineData("""{"00100020":{"vr":"LO","Value":["P-1"]}}""", "P-1")]
    [InlineData("""{"PatientID":{"Value":["P-1"]}}""", "P-1")]
    [InlineData("""{"PatientID":{}}""", "")]
    [InlineData("""{"00100020":{"vr":"LO","Value":[null]}}""", "")]
    [InlineData("""{"00100020":{"vr":"LO","Value":[17]}}""", "17")]
    public void Tags_may_be_keywords_and_what_the_dictionary_says_may_be_left_out(string json, string value) =>
        Assert.Equal(value, DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)).GetString(Tags.PatientID));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"colour":{"vr":"LO","Value":["red"]}}""")]
    [InlineData("""{"00100020":"P-1"}""")]
    [InlineData("""{"00100020":{"vr":"XX","Value":["P-1"]}}""")]
    [InlineData("""{"00100020":{"vr":"LO","Value":"P-1"}}""")]
    [InlineData("""{"00100020":{"vr":"LO","Value":[true]}}""")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Nickname":"A"}]}}""")]
    [InlineData("""{"001021C0":{"vr":"US","Value":["many"]}}""")]
    [InlineData("""{"001021C0":{"vr":"US","Value":[70000]}}""")]
    [InlineData("""{"7FE00010":{"vr":"OW","BulkDataURI":"http://elsewhere"}}""")]
    [InlineData("""{"7FE00010":{"vr":"OW","InlineBinary":"no base64!"}}""")]
    [InlineData("""{"00400100":{"vr":"SQ","Value":["item"]}}""")]
    [InlineData("""{"00020010":{"vr":"UI","Value":["1.2"]}}""")]
    public void What_is_no_data_set_is_refused(string json) => Assert.Throws<DicomJsonException>(() => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_data_set_is_not_read_deeper_than_it_is_meant()
    {
        var json = string.Concat(Enumerable.Repeat("""{"00400100":{"vr":"SQ","Value":[""", 100)) + "{}" + string.Concat(Enumerable.Repeat("]}}", 100));

        Assert.Throws<DicomJsonException>(() => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)));
    }
}
