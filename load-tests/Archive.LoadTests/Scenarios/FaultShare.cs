using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>How many arrivals of a load fail in one way.</summary>
internal sealed record FaultShare
{
    public required FaultKind Kind { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>How long a sender is silent, stalls, or how long a slow reader pauses.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(5);
}
