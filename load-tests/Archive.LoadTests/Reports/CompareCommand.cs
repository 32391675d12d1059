using System.CommandLine;
using System.Text.Json;

namespace Archive.LoadTests.Reports;

/// <summary>Compares the reports of several runs, by the names that they were given.</summary>
internal static class CompareCommand
{
    private const int BadArguments = 1;

    public static Command Create()
    {
        var files = new Argument<string[]>("reports")
        {
            Description = "The JSON files of runs. Those of one name (--name of run) are repetitions.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("compare", "Compares runs: medians and spreads, and which differences are more than noise.") { files };
        command.SetAction(parsed => Compare(parsed.GetRequiredValue(files)));
        return command;
    }

    private static int Compare(string[] paths)
    {
        try
        {
            new CompareReports(paths.Select(ReportFile.Read).ToArray()).Print(Console.Out);
            return 0;
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return BadArguments;
        }
    }
}
