namespace Archive.LoadTests.Reports;

/// <summary>So many percent took at most so long.</summary>
internal sealed record SpectrumPoint
{
    public required double Percentile { get; init; }

    public required double Ms { get; init; }
}
