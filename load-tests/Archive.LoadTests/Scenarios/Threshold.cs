using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>What a run must keep. Exactly one of the limits is set.</summary>
internal sealed record Threshold
{
    /// <summary>As in the report: Store, Find, Examination …</summary>
    public required string Operation { get; init; }

    /// <summary>Null is all together.</summary>
    public string? Modality { get; init; }

    /// <summary>Of <see cref="LatencyBelow"/>: 0 to 100.</summary>
    public double Percentile { get; init; } = 99;

    /// <summary>From the planned start.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? LatencyBelow { get; init; }

    /// <summary>Of those that were planned in the measured time.</summary>
    public double? FailedShareAtMost { get; init; }

    /// <summary>Those that succeeded.</summary>
    public Rate? RateAtLeast { get; init; }

    /// <summary>As people say it: <c>Store ct latency p99</c>.</summary>
    [JsonIgnore]
    public string Name => $"{Operation} {(Modality is null ? "" : Modality + " ")}{Measure}";

    private string Measure => LatencyBelow is not null
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"latency p{Percentile:0.###}")
        : FailedShareAtMost is not null ? "failed share" : "rate";
}
