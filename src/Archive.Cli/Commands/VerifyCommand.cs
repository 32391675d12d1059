using System.CommandLine;
using System.Globalization;
using Archive.Cli.Terminals;
using Archive.Storage.Stores;
using Archive.Storage.Verification;

namespace Archive.Cli.Commands;

/// <summary><c>verify</c>: reads everything back and says what is wrong.</summary>
internal sealed class VerifyCommand(ILocalNode node) : DataDirectoryCommand(
    "verify", "Reads every object back, checks every checksum and compares journal, index and volumes. An archive on SQLite must not be running.", node)
{
    protected override string Interrupted => "Interrupted: nothing is said of what was not read.";

    protected override async Task<int> RunAsync(ParseResult parsed, DataDirectoryOptions options, CancellationToken cancellationToken)
    {
        await using var stores = await StoresToVerify.OpenAsync(options, cancellationToken);
        if (stores.RunningNode is { } running)
            Console.WriteLine($"A node at {running} is running: what it changes meanwhile is looked at again before it counts as a problem, and numbers are not compared.");
        var progress = Console.IsOutputRedirected ? null : new Progress<string>(step => Console.Write($"\r{step,-40}"));
        var report = await new ArchiveVerifier(stores.Volumes, stores.Journal, stores.Index, stores.Facts, stores.RunningNode is not null).RunAsync(progress, cancellationToken);
        if (progress is not null)
            Console.Write($"\r{"",-40}\r");
        foreach (var problem in report.Problems)
            Console.WriteLine(problem);
        Console.WriteLine(Summarize(report));
        return report.Problems.Count == 0 ? ExitCode.Success : ExitCode.Incomplete;
    }

    private static string Summarize(VerificationReport report)
    {
        var versions = report.Versions == 0 ? "" : $" and {Quantity.Of(report.Versions, "other version", "other versions")}";
        var damaged = report.DamagedUnreferenced == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {report.DamagedUnreferenced:#,0} of them damaged");
        return string.Create(CultureInfo.InvariantCulture,
            $"{report.Instances:#,0} objects{versions}, {report.Records:#,0} blobs ({report.Unreferenced:#,0} unreferenced{damaged}) in {report.Volumes:#,0} volumes, {report.Bytes / 1e6:#,0.0} MB read, {report.JournalRecords:#,0} journal records: {(report.Problems.Count == 0 ? "all intact" : $"{report.Problems.Count:#,0} problems")}.");
    }
}
