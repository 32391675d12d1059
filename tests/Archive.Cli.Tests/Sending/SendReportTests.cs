using System.Text.Json;
using Archive.Cli.Sending;
using Archive.Cli.Tests.Terminals;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Cli.Tests.Sending;

public sealed class SendReportTests
{
    private static readonly OutgoingFile Object = new("/data/1.dcm", SopClasses.CTImageStorage, TestData.NewUid(), TransferSyntax.ExplicitVrLittleEndian, 300, 1000);

    [Fact]
    public void Refusals_are_grouped_by_what_the_peer_said_the_most_frequent_first()
    {
        var report = new SendReport(null);
        report.AddAnswer(Object with { Path = "a" }, Answer(DimseStatus.OutOfResources));
        report.AddAnswer(Object with { Path = "b" }, Answer(DimseStatus.CannotUnderstand, "Rows is missing"));
        report.AddAnswer(Object with { Path = "c" }, Answer(DimseStatus.CannotUnderstand, "Rows is missing"));

        Assert.Equal(
            [("C000", "Rows is missing (C000H)", 2), ("A700", "A700H (Refused: out of resources)", 1)],
            report.Problems.Select(problem => (problem.Status, problem.Reason, problem.Count)));
        Assert.Equal(["b", "c"], report.Problems[0].Examples);
    }

    [Fact]
    public void What_is_stored_with_a_warning_is_stored_and_told()
    {
        var report = new SendReport(null);
        report.AddAnswer(Object, Answer(DimseStatus.CoercionOfDataElements));

        var summary = new SendSummary(report, TimeSpan.FromSeconds(1), End: null);

        Assert.True(summary.IsComplete);
        Assert.Equal(1000, report.BytesStored);
        Assert.Contains("Stored with a warning: 1 file", Print(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_without_end_do_not_take_memory_without_end()
    {
        var report = new SendReport(null);
        for (var i = 0; i < 3000; i++)
            report.AddAnswer(Object, Answer(DimseStatus.CannotUnderstand, $"Broken at byte {i}"));

        Assert.InRange(report.Problems.Count, 1000, 1001);
        Assert.Equal(3000, report.Problems.Sum(problem => problem.Count));
    }

    [Fact]
    public void The_report_file_has_a_line_for_each_file_that_is_not_stored()
    {
        using var folder = new TemporaryFolder();
        using (var file = new RefusedFiles(folder["report.tsv"]))
        {
            var report = new SendReport(file);
            report.AddAnswer(Object, Answer(DimseStatus.Success));
            report.AddAnswer(Object, Answer(DimseStatus.CannotUnderstand, "Rows is missing"));
            report.Add("/data/notes.txt", SendOutcome.NoDicom, "", "No data set");
        }

        Assert.Equal(
            [
                "Path\tOutcome\tStatus\tReason\tSOPClassUID\tSOPInstanceUID",
                $"/data/1.dcm\tRefused\tC000\tRows is missing (C000H)\t{Object.SopClass}\t{Object.SopInstance}",
                "/data/notes.txt\tNoDicom\t\tNo data set\t\t",
            ],
            File.ReadAllLines(folder["report.tsv"]));
    }

    [Fact]
    public void A_report_that_cannot_be_written_on_stops_nothing_and_is_told()
    {
        // The device takes nothing: as a disk that is full.
        var refused = Assert.Throws<CommandException>(() => new RefusedFiles("/dev/full"));
        Assert.StartsWith("The report /dev/full cannot be written: ", refused.Message, StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        var file = new RefusedFiles(folder["report.tsv"]);
        file.Dispose();
        new SendReport(file).Add("late", SendOutcome.Failed, "", "Late");
        Assert.NotNull(file.Problem);
    }

    [Fact]
    public void The_summary_as_JSON_has_the_counts_and_the_reasons()
    {
        var report = new SendReport(null);
        report.AddAnswer(Object, Answer(DimseStatus.Success));
        report.AddAnswer(Object, Answer(DimseStatus.CannotUnderstand, "Rows is missing"));
        using var output = new StringWriter();

        new SendSummary(report, TimeSpan.FromSeconds(2), End: null).PrintJson(output);

        using var json = JsonDocument.Parse(output.ToString());
        var root = json.RootElement;
        Assert.Equal((1, 1, 1000), (root.GetProperty("stored").GetInt32(), root.GetProperty("refused").GetInt32(), root.GetProperty("bytes").GetInt32()));
        Assert.Equal("C000", root.GetProperty("problems")[0].GetProperty("status").GetString());
        Assert.Equal("/data/1.dcm", root.GetProperty("problems")[0].GetProperty("examples")[0].GetString());
    }

    [Fact]
    public void Nothing_to_send_is_no_success()
    {
        var summary = new SendSummary(new SendReport(null), TimeSpan.FromSeconds(1), End: null);

        Assert.False(summary.IsComplete);
        Assert.Contains("There was no object to send.", Print(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void The_progress_tells_objects_bytes_and_what_is_left()
    {
        var report = new SendReport(null);
        for (var i = 0; i < 4; i++)
            report.AddFound();
        report.AddAnswer(Object, Answer(DimseStatus.Success));
        Assert.StartsWith("1 of more than 4", new SendStatus(report).ToString(), StringComparison.Ordinal);

        report.IsFindingComplete = true;

        Assert.Matches(@"^█{5}░{15}  25% 1/4  1\.0 kB  .*/s  .*/s  0:00:00 left$", new SendStatus(report).ToString());
    }

    private static CStoreResponse Answer(DimseStatus status, string? comment = null) => new() { MessageIdBeingRespondedTo = 1, Status = status, ErrorComment = comment };

    private static string Print(SendSummary summary)
    {
        var terminal = TestTerminal.OfWidth(80);
        summary.Print(terminal);
        return terminal.Output.ToString()!;
    }
}
