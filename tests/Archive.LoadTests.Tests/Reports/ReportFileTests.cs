using System.Text.Json;
using Archive.LoadTests.Reports;
using Archive.Testing;

namespace Archive.LoadTests.Tests.Reports;

public sealed class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "report.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_report_that_was_written_is_read_as_it_was()
    {
        var report = InventedReport.Whole();

        ReportFile.Write(File, report);

        Assert.Equivalent(report with { Scenario = default }, ReportFile.Read(File) with { Scenario = default }, strict: true);
        Assert.Equal(report.Scenario.ToString(), JsonSerializer.Serialize(ReportFile.Read(File).Scenario));
    }

    [Fact]
    public void Members_are_in_camel_case_and_the_format_is_named()
    {
        ReportFile.Write(File, InventedReport.Whole());

        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(File));
        Assert.Equal(1, document.RootElement.GetProperty("format").GetInt32());
        Assert.Equal(20, document.RootElement.GetProperty("run").GetProperty("measuredSeconds").GetDouble());
        Assert.Equal(200_000_000, document.RootElement.GetProperty("target").GetProperty("seconds")[0].GetProperty("residentBytes").GetInt64());
    }

    [Fact]
    public void A_newer_format_is_refused_with_what_to_do()
    {
        System.IO.File.WriteAllText(File, """{ "format": 2, "run": "something else" }""");

        var problem = Assert.Throws<JsonException>(() => ReportFile.Read(File));

        Assert.Equal($"{File} has format 2, and this rig reads up to 1: a newer rig wrote it. Read it with that one.", problem.Message);
    }

    [Theory]
    [InlineData("""{ "hello": 1 }""")]
    [InlineData("""{ "format": 1 }""")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void What_is_no_report_is_refused_with_its_name(string text)
    {
        System.IO.File.WriteAllText(File, text);

        var problem = Assert.Throws<JsonException>(() => ReportFile.Read(File));

        Assert.StartsWith($"{File} is no report", problem.Message, StringComparison.Ordinal);
    }
}
