using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>The load is doubled until the target no longer keeps up, then the step is halved: where its knee is.</summary>
internal sealed record KneeSearch
{
    /// <summary>The operation that is looked at.</summary>
    public string Operation { get; init; } = "Store";

    /// <summary>How long each step is measured, after a warm-up of a quarter of it.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A step is kept while its p99 from the planned start is below this.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan LatencyBelow { get; init; } = TimeSpan.FromMilliseconds(500);

    public double FailedShareAtMost { get; init; } = 0.001;

    public int MaxSteps { get; init; } = 12;
}
