using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Targets;

/// <summary>All that was read at one time.</summary>
/// <param name="Elapsed">Since the sampling began: what rates are made of.</param>
internal sealed record TargetReading(TimeSpan Elapsed, IReadOnlyDictionary<string, double> Metrics, ProcessReading? Process)
{
    private static readonly string[] HeapMetrics =
        ["dotnet_gc_last_collection_heap_size_bytes", "process_runtime_dotnet_gc_heap_size_bytes"];

    /// <summary>As the runtime of a .NET process tells it.</summary>
    public long? HeapBytes { get; init; }

    /// <summary>For collections, as that runtime tells it.</summary>
    public double? PauseSeconds { get; init; }

    /// <summary>The second between an earlier reading and this one.</summary>
    public TargetSecond Since(TargetReading before, int second)
    {
        var seconds = (Elapsed - before.Elapsed).TotalSeconds;
        return new TargetSecond
        {
            Second = second,
            CpuPercent = 100 * (Rate(Process?.CpuSeconds, before.Process?.CpuSeconds) ?? Growth("process_cpu_seconds_total")),
            ResidentBytes = Process?.ResidentBytes ?? (long?)Value("process_resident_memory_bytes"),
            HeapBytes = HeapBytes ?? (long?)HeapMetrics.Select(Value).FirstOrDefault(value => value is not null),
            GcPausePercent = 100 * (Rate(PauseSeconds, before.PauseSeconds)
                ?? Growth("dotnet_gc_pause_time_seconds_total") ?? Growth("jvm_gc_collection_seconds_sum")),
            DiskWriteBytes = (long?)Rate(Process?.DiskWriteBytes, before.Process?.DiskWriteBytes),
            GroupObjects = Mean("archive_storage_blobs_group_size"),
            GroupFlushMs = 1000 * Mean("archive_storage_blobs_flush_duration_seconds"),
            OpenAssociations = (long?)Value("archive_associations_open"),
        };

        double? Growth(string name) => Rate(Value(name), before.Value(name));

        // A counter that is smaller than before belongs to a process that was started anew.
        double? Rate(double? now, double? then) => seconds > 0 && now >= then ? (now - then) / seconds : null;

        double? Mean(string histogram)
        {
            var count = Value(histogram + "_count") - before.Value(histogram + "_count");
            return count > 0 ? (Value(histogram + "_sum") - before.Value(histogram + "_sum")) / count : null;
        }
    }

    private double? Value(string name) => PrometheusText.Sum(Metrics, name);
}
