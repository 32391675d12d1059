using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>What is sent to a target, for how long, and what must be kept. Every member of a scenario file is in here.</summary>
internal sealed record Scenario
{
    /// <summary>For who reads the report: what this stands for.</summary>
    public required string About { get; init; }

    /// <summary>The same seed plans the same arrivals and makes the same data, but for UIDs.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Load before the measured time, which counts for nothing.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The measured time.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For each answer; what takes longer has failed.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most that is given to what was planned in the measured time and has not ended with it; then it has failed.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(60);

    public required IReadOnlyList<LoadPlan> Loads { get; init; }

    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Of <c>run --knee</c>.</summary>
    public KneeSearch Knee { get; init; } = new();
}
