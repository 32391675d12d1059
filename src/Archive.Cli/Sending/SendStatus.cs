using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Files;
using Archive.Cli.Terminals;

namespace Archive.Cli.Sending;

/// <summary>How far the sending is: bar, objects, bytes, rates and what is left of the time.</summary>
internal sealed class SendStatus(SendReport report)
{
    private const int BarWidth = 20;

    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Counts what there is to send, so that the progress knows the whole.</summary>
    public static async Task CountAsync(SendReport report, IReadOnlyList<FilePath> paths, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        foreach (var _ in FileFinder.Find(paths))
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            report.AddFound();
        }

        report.IsFindingComplete = true;
    }

    public override string ToString()
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        var sent = report.Count(SendOutcome.Stored, SendOutcome.Warning);
        var problems = report.Count(SendOutcome.Refused, SendOutcome.Failed);
        var done = sent + problems + report.Count(SendOutcome.NoDicom, SendOutcome.Directory);
        var fraction = report.FilesFound == 0 ? 0 : (double)done / report.FilesFound;
        var left = fraction > 0 ? elapsed * ((1 - fraction) / fraction) : TimeSpan.Zero;
        var whole = report.IsFindingComplete
            ? string.Create(CultureInfo.InvariantCulture, $"{ProgressLine.Bar(fraction, BarWidth)} {fraction,4:0%} {done:#,0}/{report.FilesFound:#,0}")
            : string.Create(CultureInfo.InvariantCulture, $"{done:#,0} of more than {report.FilesFound:#,0}");
        var rest = report.IsFindingComplete ? string.Create(CultureInfo.InvariantCulture, $"  {left:h\\:mm\\:ss} left") : "";
        var trouble = problems == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  {problems:#,0} not stored");
        return string.Create(CultureInfo.InvariantCulture,
            $"{whole}  {Quantity.Bytes(report.BytesStored)}  {sent / elapsed.TotalSeconds:#,0}/s  {Quantity.Bytes(report.BytesStored / elapsed.TotalSeconds)}/s{rest}{trouble}");
    }
}
