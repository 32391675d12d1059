using System.Diagnostics.Metrics;

namespace Archive.Storage.Journal;

/// <summary>Meter <c>Archive.Storage.Journal</c>: how many appends share a transaction and how long one takes.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new("Archive.Storage.Journal");

    private static readonly Histogram<int> GroupSize =
        Meter.CreateHistogram<int>("archive.journal.group.size", "{append}", "Appends committed by one transaction");

    private static readonly Histogram<double> GroupDuration =
        Meter.CreateHistogram<double>("archive.journal.group.duration", "s", "From the first append taken to the end of the commit");

    public static void GroupCommitted(int appends, TimeSpan duration)
    {
        GroupSize.Record(appends);
        GroupDuration.Record(duration.TotalSeconds);
    }
}
