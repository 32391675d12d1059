using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Cli.Terminals;

namespace Archive.Cli.Sending;

/// <summary>What became of everything, in the end.</summary>
/// <param name="End">Why it ended before everything was sent; null when it did not.</param>
internal sealed record SendSummary(SendReport Report, TimeSpan Elapsed, string? End)
{
    private const int MaxProblemsShown = 20;

    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private long Stored => Report.Count(SendOutcome.Stored, SendOutcome.Warning);

    private long NotStored => Report.Count(SendOutcome.Refused, SendOutcome.Failed);

    /// <summary>Everything that is an object was stored, and there was one.</summary>
    public bool IsComplete => Stored > 0 && NotStored == 0 && End is null;

    public void Print(Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine(Stored + NotStored == 0
            ? "There was no object to send."
            : string.Create(CultureInfo.InvariantCulture, $"Stored {Stored:#,0} of {Quantity.Objects(Stored + NotStored)}, {Quantity.Bytes(Report.BytesStored)} in {Quantity.Duration(Elapsed)}: {Stored / Elapsed.TotalSeconds:#,0} objects/s, {Quantity.Bytes(Report.BytesStored / Elapsed.TotalSeconds)}/s."));
        foreach (var (outcome, title) in new[] { (SendOutcome.Refused, "Refused"), (SendOutcome.Failed, "Failed"), (SendOutcome.Warning, "Stored with a warning"), (SendOutcome.NoDicom, "No DICOM") })
            PrintProblems(terminal, outcome, title);
        if (Report.Count(SendOutcome.Directory) is > 0 and var directories)
            output.WriteLine($"Passed over {Quantity.Of(directories, "DICOMDIR", "DICOMDIRs")}.");
        if (End is not null)
            output.WriteLine(terminal.Red($"{End.TrimEnd('.')}. Not everything was sent; what is stored may be sent again."));
    }

    public void PrintJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("stored", Stored);
            json.WriteNumber("storedWithWarning", Report.Count(SendOutcome.Warning));
            json.WriteNumber("refused", Report.Count(SendOutcome.Refused));
            json.WriteNumber("failed", Report.Count(SendOutcome.Failed));
            json.WriteNumber("noDicom", Report.Count(SendOutcome.NoDicom));
            json.WriteNumber("dicomdir", Report.Count(SendOutcome.Directory));
            json.WriteNumber("bytes", Report.BytesStored);
            json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
            if (End is not null)
                json.WriteString("endedEarly", End);
            json.WriteStartArray("problems");
            foreach (var problem in Report.Problems)
                Write(json, problem);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(problem.Outcome.ToString()));
        if (problem.Status.Length > 0)
            json.WriteString("status", problem.Status);
        json.WriteString("reason", problem.Reason);
        json.WriteNumber("count", problem.Count);
        json.WriteStartArray("examples");
        foreach (var path in problem.Examples)
            json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void PrintProblems(Terminal terminal, SendOutcome outcome, string title)
    {
        var problems = Report.Problems.Where(problem => problem.Outcome == outcome).ToArray();
        if (problems.Length == 0)
            return;
        var heading = $"{title}: {Quantity.Of(Report.Count(outcome), "file", "files")}";
        terminal.Output.WriteLine(outcome is SendOutcome.Refused or SendOutcome.Failed ? terminal.Red(heading) : heading);
        foreach (var problem in problems.Take(MaxProblemsShown))
        {
            terminal.Output.WriteLine(TextCells.Clean(string.Create(CultureInfo.InvariantCulture, $"  {problem.Count:#,0} × {problem.Reason}")));
            foreach (var path in problem.Examples)
                terminal.Output.WriteLine(terminal.Faint(TextCells.Clean($"      {path}")));
            if (problem.Count > problem.Examples.Count)
                terminal.Output.WriteLine(terminal.Faint("      …"));
        }

        if (problems.Length > MaxProblemsShown)
            terminal.Output.WriteLine($"  and {Quantity.Of(problems.Length - MaxProblemsShown, "other reason", "other reasons")}");
    }
}
