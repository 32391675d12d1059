using HdrHistogram;

namespace Archive.LoadTests.Load;

/// <summary>What is known of one operation. Guarded by the recorder.</summary>
internal sealed class OperationStatistics(OperationKey key)
{
    public OperationKey Key { get; } = key;

    public long Planned { get; set; }

    public long Succeeded { get; set; }

    public long Failed { get; set; }

    public long Bytes { get; set; }

    public long LateStarts { get; set; }

    /// <summary>From the planned start, in microseconds.</summary>
    public LongHistogram Latency { get; } = Histograms.New();

    /// <summary>From the actual start, in microseconds.</summary>
    public LongHistogram Service { get; } = Histograms.New();
}
