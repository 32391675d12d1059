namespace Archive.LoadTests.Reports;

/// <summary>One operation of one modality, all that were planned in the measured time.</summary>
internal sealed record OperationReport
{
    public required string Modality { get; init; }

    public required string Operation { get; init; }

    public required long Planned { get; init; }

    public required long Succeeded { get; init; }

    /// <summary>Those that ended before the measured time did: rates are made of them.</summary>
    public required long SucceededInTime { get; init; }

    public required long Failed { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Began late by the rig's fault.</summary>
    public required long LateStarts { get; init; }

    /// <summary>From the planned start.</summary>
    public required LatencySummary Latency { get; init; }

    /// <summary>From the actual start.</summary>
    public required LatencySummary Service { get; init; }
}
