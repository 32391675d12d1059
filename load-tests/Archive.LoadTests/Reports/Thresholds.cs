using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Reports;

/// <summary>Whether a run kept what its scenario asks for.</summary>
internal static class Thresholds
{
    public static ThresholdVerdict[] Evaluate(IReadOnlyList<Threshold> thresholds, IReadOnlyList<OperationReport> operations, double measuredSeconds) =>
        [.. thresholds.Select(threshold => Evaluate(threshold, Matching(threshold, operations), measuredSeconds))];

    /// <summary>An operation of several kinds, such as Find, goes by its first word as well.</summary>
    private static OperationReport[] Matching(Threshold threshold, IReadOnlyList<OperationReport> operations) =>
    [
        .. operations.Where(operation => (threshold.Modality is null || operation.Modality == threshold.Modality)
            && (operation.Operation == threshold.Operation || operation.Operation.StartsWith(threshold.Operation + " ", StringComparison.Ordinal))),
    ];

    private static ThresholdVerdict Evaluate(Threshold threshold, OperationReport[] operations, double measuredSeconds)
    {
        var planned = operations.Sum(operation => operation.Planned);
        if (threshold.LatencyBelow is { } latency)
        {
            var measured = Percentile(operations, threshold.Percentile);
            return Verdict(latency.TotalMilliseconds, measured, "ms", measured < latency.TotalMilliseconds);
        }

        if (threshold.FailedShareAtMost is { } share)
        {
            double? measured = planned == 0 ? null : (double)operations.Sum(operation => operation.Failed) / planned;
            return Verdict(share, measured, "share", measured <= share);
        }

        double? rate = measuredSeconds > 0 ? operations.Sum(operation => operation.SucceededInTime) / measuredSeconds : null;
        var least = threshold.RateAtLeast!.Value.PerSecond;
        return Verdict(least, rate, "per s", rate >= least);

        // What never ran keeps nothing.
        ThresholdVerdict Verdict(double limit, double? measured, string unit, bool isKept) =>
            new() { Name = threshold.Name, Limit = limit, Measured = measured, Unit = unit, IsKept = isKept && planned > 0 };
    }

    /// <summary>Of all of them together; null when nothing was timed.</summary>
    public static double? Percentile(IEnumerable<OperationReport> operations, double percentile) =>
        Summaries.Percentile(operations.Select(operation => operation.Latency), percentile);
}
