using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Rows of earlier versions hold elements with the VRs that they came with, and of an image not all that is kept now: they answer what they say.</summary>
public sealed class EarlierRowTests
{
    private static readonly FindRow Row = new(
        new StudyRow(1, "1.2", Encode(Study()), 1, 1, "CT", CtImageStorage),
        new SeriesRow(1, "1.2.1", Encode(new DataSet().SetString(Tags.Modality, "MR").SetString(Tags.ContrastBolusAgent, "IODINE").SetString(Tags.ScanningSequence, "SE")), 1),
        new InstanceRow(1, "1.2.1.1", CtImageStorage, Encode(new DataSet().SetString(Tags.InstanceNumber, "1")), TransferSyntax.ExplicitVrLittleEndian.Uid.Value));

    [Fact]
    public void Every_element_is_answered_with_the_vr_of_the_dictionary()
    {
        var answer = Answer("IMAGE", Tags.StudyDescription, Tags.PatientName, Tags.ProcedureCodeSequence, Tags.StudyID);

        Assert.Equal(
            [(Vr.LO, ""), (Vr.SH, "7"), (Vr.PN, "Müller")],
            new[] { Tags.StudyDescription, Tags.StudyID, Tags.PatientName }.Select(tag => (answer.TryGet(tag, out var element) ? element.Vr : Vr.None, answer.GetString(tag)!)));
        Assert.Equal("Schädel", Assert.Single(answer.GetItems(Tags.ProcedureCodeSequence)).GetString(Tags.CodeMeaning));
        Assert.Equal("ISO_IR 192", answer.GetString(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void Items_are_matched_in_the_character_set_of_their_level() => Assert.True(Matches(
        new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetString(Tags.CodeMeaning, "Schädel"))));

    [Fact]
    public void What_only_the_row_of_the_series_has_is_no_value_of_the_image()
    {
        var answer = Answer("IMAGE", Tags.ContrastBolusAgent, Tags.ScanningSequence, Tags.Modality);

        Assert.Equal(["", "", "MR"], new[] { Tags.ContrastBolusAgent, Tags.ScanningSequence, Tags.Modality }.Select(answer.GetString));
        Assert.False(Matches(new DataSet().SetString(Tags.ContrastBolusAgent, "IODINE")));
    }

    private static DataSet Study() => new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetItems(Tags.StudyDescription, new DataSet().SetString(Tags.CodeValue, "C1")).Set(Tags.StudyID, Vr.US, new byte[] { 7, 0 })
        .Set(Tags.PatientName, Vr.UN, "Müller"u8.ToArray())
        .SetItems(Tags.ProcedureCodeSequence, new DataSet().Set(Tags.CodeValue, Vr.LO, "C1"u8.ToArray()).Set(Tags.CodeMeaning, Vr.LO, "Schädel"u8.ToArray()));

    private static byte[] Encode(DataSet dataSet) => DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian);

    private static DataSet Answer(string level, params Tag[] asked)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        foreach (var tag in asked)
            identifier.Set(DictionaryVr.EmptyOf(tag, ElementDictionary.GetVr(tag)));
        var request = new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.Relational };
        return new FindAnswers(FindQuery.Parse(request), request).Make(Row);
    }

    private static bool Matches(DataSet keys)
    {
        var request = new FindRequest(InformationModel.StudyRoot, keys.SetString(Tags.QueryRetrieveLevel, "IMAGE")) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.Relational };
        return new RowMatcher(FindQuery.Parse(request).Keys).Matches(Row);
    }
}
