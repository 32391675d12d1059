using System.Diagnostics.Metrics;

namespace Archive.Storage.Blobs;

/// <summary>The blob store's instruments of the meter "Archive.Storage".</summary>
internal static class BlobMetrics
{
    private static readonly Meter Meter = new("Archive.Storage");

    public static readonly UpDownCounter<long> MemoryUsed =
        Meter.CreateUpDownCounter<long>("archive.storage.memory.used", "By", "Memory budget in use by objects in flight.");

    public static readonly Counter<long> BytesWritten =
        Meter.CreateCounter<long>("archive.storage.blobs.written", "By", "Bytes of Part 10 files made durable.");

    public static readonly Histogram<long> GroupSize =
        Meter.CreateHistogram<long>("archive.storage.blobs.group.size", "{object}", "Objects made durable by one flush of a volume.");

    public static readonly Histogram<double> FlushDuration =
        Meter.CreateHistogram<double>("archive.storage.blobs.flush.duration", "s", "How long one flush of a volume took.");
}
