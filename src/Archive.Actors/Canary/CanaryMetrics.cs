using System.Diagnostics.Metrics;

namespace Archive.Actors.Canary;

/// <summary>What rounds come to.</summary>
internal static class CanaryMetrics
{
    private static readonly Meter Meter = new("Archive.Canary");

    private static readonly Counter<long> FailedRounds = Meter.CreateCounter<long>(
        "archive.canary.failed_rounds", description: "Rounds in which what the node stored in itself did not come back.");

    private static CanaryResult? _last;

    static CanaryMetrics() => Meter.CreateObservableGauge("archive.canary", Durations, "s", "The last round of storing, finding and retrieving.");

    /// <summary>There will be rounds: whoever reads metrics sees that none has failed.</summary>
    public static void Begin() => FailedRounds.Add(0);

    public static void RoundEnded(CanaryResult result)
    {
        Volatile.Write(ref _last, result);
        FailedRounds.Add(result.Problem is null ? 0 : 1);
    }

    private static IEnumerable<Measurement<double>> Durations() => Volatile.Read(ref _last) is { } last ? [new(last.Duration.TotalSeconds)] : [];
}
