using HdrHistogram;

namespace Archive.LoadTests.Load;

/// <summary>What is known of one operation. Guarded by the recorder.</summary>
internal sealed class OperationStatistics(OperationKey key)
{
    /// <summary>The name of the operation that is made of others.</summary>
    public const string Whole = "Examination";

    public OperationKey Key { get; } = key;

    /// <summary>It is made of other operations, with pauses of its own: it counts apart, not among what the target does in a second.</summary>
    public bool IsWhole { get; } = key.Name == Whole;

    public long Planned { get; set; }

    public long Succeeded { get; set; }

    /// <summary>Those that ended before the measured time did: what the target kept up with.</summary>
    public long SucceededInTime { get; set; }

    public long Failed { get; set; }

    public long Bytes { get; set; }

    public long LateStarts { get; set; }

    /// <summary>From the planned start, in microseconds.</summary>
    public LongHistogram Latency { get; } = Histograms.New();

    /// <summary>From the actual start, in microseconds.</summary>
    public LongHistogram Service { get; } = Histograms.New();
}
