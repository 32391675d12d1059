using Archive.LoadTests.Measuring;

namespace Archive.LoadTests.Reports;

/// <summary>One number of an operation in several groups of runs; the first group is what the others are compared with.</summary>
/// <param name="Groups">In the order of the groups; null where a group has no such operation.</param>
internal sealed record ComparedMeasure(string Modality, string Operation, string Measure, IReadOnlyList<Spread?> Groups)
{
    /// <summary>Fewer tell nothing of the noise.</summary>
    public const int LeastRuns = 3;

    /// <summary>Of all runs of a group together: there is no spread of it.</summary>
    public bool IsMerged { get; init; }

    /// <summary>A group's median over that of the first; null when one of them is missing or nothing.</summary>
    public double? RatioOf(int group) => Groups[0] is { Median: > 0 } first && Groups[group] is { } other ? other.Median / first.Median : null;

    /// <summary>Null when one of them is missing, or when they have no spread.</summary>
    /// <param name="runs">How many runs each group has.</param>
    public Difference? DifferenceOf(int group, IReadOnlyList<int> runs)
    {
        if (IsMerged || Groups[0] is not { } first || Groups[group] is not { } other)
            return null;
        if (runs[0] < LeastRuns || runs[group] < LeastRuns)
            return Difference.TooFewRuns;
        if (other.Least > first.Most)
            return Difference.Higher;
        return other.Most < first.Least ? Difference.Lower : Difference.WithinNoise;
    }
}
