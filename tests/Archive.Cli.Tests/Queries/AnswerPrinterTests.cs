using System.Text.Json;
using Archive.Cli.Queries;
using Archive.Cli.Tests.Terminals;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Tests.Queries;

public sealed class AnswerPrinterTests
{
    private static readonly DataSet Study = new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetString(Tags.StudyDate, "20260131")
        .SetString(Tags.StudyTime, "142501.25")
        .SetString(Tags.PatientName, "Äneas^Rüdiger")
        .SetStrings(Tags.ModalitiesInStudy, "CT", "SR")
        .SetString(Tags.StudyInstanceUID, "1.2.3");

    [Fact]
    public void For_programs_values_are_as_DICOM_writes_them_parted_by_tabs()
    {
        using var output = new StringWriter();
        IAnswerPrinter printer = new TsvPrinter(output, Columns("StudyDate", "PatientName", "ModalitiesInStudy", "AccessionNumber", "StudyInstanceUID"));

        printer.Print(Study);
        printer.Complete();

        Assert.Equal(["StudyDate\tPatientName\tModalitiesInStudy\tAccessionNumber\tStudyInstanceUID", "20260131\tÄneas^Rüdiger\tCT\\SR\t\t1.2.3"], Lines(output));
    }

    [Fact]
    public void A_value_cannot_break_out_of_its_cell()
    {
        using var output = new StringWriter();
        IAnswerPrinter printer = new TsvPrinter(output, Columns("StudyDescription"));

        printer.Print(new DataSet().Set(Tags.StudyDescription, Vr.LO, "a\tb\r\nc"u8.ToArray()));

        Assert.Equal("a b  c", Lines(output)[1]);
    }

    [Fact]
    public void For_people_dates_and_times_are_punctuated_and_classes_named()
    {
        var terminal = TestTerminal.OfWidth(120);
        IAnswerPrinter printer = new TablePrinter(terminal, Columns("StudyDate", "StudyTime", "ModalitiesInStudy", "SOPClassUID"));

        printer.Print(new DataSet().SetString(Tags.StudyDate, "20260131").SetString(Tags.StudyTime, "142501.25").SetStrings(Tags.ModalitiesInStudy, "CT", "SR").SetString(Tags.SOPClassUID, SopClasses.CTImageStorage.Value));
        printer.Complete();

        Assert.Matches(@"2026-01-31\s+14:25:01\s+CT, SR\s+CT Image Storage", terminal.Output.ToString());
    }

    [Fact]
    public void A_date_that_is_none_is_shown_as_it_is()
    {
        var terminal = TestTerminal.OfWidth(120);
        IAnswerPrinter printer = new TablePrinter(terminal, Columns("StudyDate"));

        printer.Print(new DataSet().SetString(Tags.StudyDate, "99999999"));
        printer.Complete();

        Assert.Contains("99999999", terminal.Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void JSON_is_one_array_with_an_object_on_each_line(int answers)
    {
        using var output = new StringWriter();
        IAnswerPrinter printer = new JsonPrinter(output);

        for (var i = 0; i < answers; i++)
            printer.Print(Study);
        printer.Complete();

        using var document = JsonDocument.Parse(output.ToString());
        Assert.Equal(answers, document.RootElement.GetArrayLength());
        Assert.All(document.RootElement.EnumerateArray(), answer => Assert.Equal("Äneas^Rüdiger", answer.GetProperty("00100010").GetProperty("Value")[0].GetProperty("Alphabetic").GetString()));
        Assert.Equal(answers, Lines(output).Count(line => line.StartsWith('{')));
    }

    [Fact]
    public void Attributes_in_sequences_show_the_values_of_all_items()
    {
        using var output = new StringWriter();
        IAnswerPrinter printer = new TsvPrinter(output, Columns("RequestAttributesSequence.RequestedProcedureID"));

        printer.Print(new DataSet().SetItems(
            Tags.RequestAttributesSequence, new DataSet().SetString(Tags.RequestedProcedureID, "P1"), new DataSet().SetString(Tags.RequestedProcedureID, "P2")));

        Assert.Equal("P1\\P2", Lines(output)[1]);
    }

    [Fact]
    public void Further_keys_come_before_the_unique_key_which_is_last()
    {
        var columns = AnswerColumn.For(QueryLevel.Series, [Key.Parse("StudyInstanceUID=1.2"), Key.Parse("Laterality"), Key.Parse("Modality=CT")], onlyKeys: false);

        Assert.Equal(
            ["Modality", "SeriesNumber", "SeriesDescription", "BodyPartExamined", "NumberOfSeriesRelatedInstances", "StudyInstanceUID", "Laterality", "SeriesInstanceUID"],
            columns.Select(column => column.Path.ToString()));
    }

    private static IReadOnlyList<AnswerColumn> Columns(params string[] keys) => AnswerColumn.For(QueryLevel.Study, [.. keys.Select(Key.Parse)], onlyKeys: true);

    private static string[] Lines(StringWriter output) => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
