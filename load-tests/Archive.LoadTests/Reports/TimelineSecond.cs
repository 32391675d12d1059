namespace Archive.LoadTests.Reports;

/// <summary>One second, from the begin of the measured time.</summary>
internal sealed record TimelineSecond
{
    public required int Second { get; init; }

    public required long Planned { get; init; }

    public required long Completed { get; init; }

    public required long Failed { get; init; }

    public required long Bytes { get; init; }

    public required int InFlight { get; init; }

    public required double LatencyP50Ms { get; init; }

    public required double LatencyP99Ms { get; init; }

    public required double ServiceP99Ms { get; init; }
}
