namespace Archive.LoadTests.Reports;

/// <summary>The target in one second. Null is what it does not say; rates and means are those since the second before.</summary>
internal sealed record TargetSecond
{
    /// <summary>From the begin of the measured time, as in the timeline.</summary>
    public required int Second { get; init; }

    /// <summary>Of one processor.</summary>
    public double? CpuPercent { get; init; }

    public long? ResidentBytes { get; init; }

    /// <summary>Managed.</summary>
    public long? HeapBytes { get; init; }

    /// <summary>Of the time, in which everything stood still for a collection.</summary>
    public double? GcPausePercent { get; init; }

    /// <summary>Given to the disk by the kernel in the process's name.</summary>
    public long? DiskWriteBytes { get; init; }

    /// <summary>How many objects one flush made durable, in the mean.</summary>
    public double? GroupObjects { get; init; }

    /// <summary>How long such a flush took, in the mean.</summary>
    public double? GroupFlushMs { get; init; }

    public long? OpenAssociations { get; init; }
}
