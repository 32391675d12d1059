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

    private static readonly Counter<long> FencedTransactions =
        Meter.CreateCounter<long>("archive.journal.fenced", "{transaction}", "Transactions that were refused: the others had gone on without the node");

    /// <summary>Whoever reads metrics sees that nothing was refused yet.</summary>
    public static void Begin()
    {
        Refusals.Add(0);
        FencedTransactions.Add(0);
    }

    /// <summary>A writer was stale.</summary>
    public static void Refused() => Refusals.Add(1);

    /// <summary>The row of the node is not alive.</summary>
    public static void Fenced() => FencedTransactions.Add(1);

    public static void GroupCommitted(int appends, TimeSpan duration)
    {
        GroupSize.Record(appends);
        GroupDuration.Record(duration.TotalSeconds);
    }
}
