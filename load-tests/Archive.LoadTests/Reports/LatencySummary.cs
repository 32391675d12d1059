namespace Archive.LoadTests.Reports;

/// <summary>A distribution of times.</summary>
internal sealed record LatencySummary
{
    public required long Count { get; init; }

    public required double MeanMs { get; init; }

    public required double P50Ms { get; init; }

    public required double P90Ms { get; init; }

    public required double P99Ms { get; init; }

    public required double P999Ms { get; init; }

    public required double MaxMs { get; init; }

    public required IReadOnlyList<SpectrumPoint> Spectrum { get; init; }

    /// <summary>All of it: HdrHistogram V2, compressed, base64; in microseconds.</summary>
    public required string Histogram { get; init; }
}
