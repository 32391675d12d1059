using System.Diagnostics.Metrics;

namespace Archive.Storage.Journal;

/// <summary>Meter <c>Archive.Storage.Journal</c>: how many appends share a transaction, how long one takes, and how many writers were stale.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new("Archive.Storage.Journal");

    private static readonly Histogram<int> GroupSize =
        Meter.CreateHistogram<int>("archive.journal.group.size", "{append}", "Appends committed by one transaction");

    private static readonly Histogram<double> GroupDuration =
        Meter.CreateHistogram<double>("archive.journal.group.duration", "s", "From the first append taken to the end of the commit");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("archive.journal.refused", "{append}", "Appends that the fence refused: their writer was stale");

    /// <summary>A writer was stale.</summary>
    public static void Refused() => Refusals.Add(1);

    public static void GroupCommitted(int appends, TimeSpan duration)
    {
        GroupSize.Record(appends);
        GroupDuration.Record(duration.TotalSeconds);
    }
}
