using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>For a while more arrives: an emergency, a shift that begins.</summary>
/// <param name="At">From the begin of the measured time.</param>
/// <param name="For">How long.</param>
/// <param name="Times">What the rate is multiplied by.</param>
internal sealed record Burst(
    [property: JsonConverter(typeof(DurationConverter))] TimeSpan At, [property: JsonConverter(typeof(DurationConverter))] TimeSpan For, double Times);
