using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>
/// Users of whom each begins anew when the target has answered and the think time is over. A slow target slows them down, and so hides how slow it is:
/// latency is service time here.
/// </summary>
internal sealed record ClosedUsers
{
    public required int Users { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan ThinkTime { get; init; }
}
