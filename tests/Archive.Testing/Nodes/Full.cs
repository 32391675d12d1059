using System.Globalization;

namespace Archive.Testing.Nodes;

/// <summary>How much is done: little in every run of the tests, all of it by <c>tests/cluster-long.sh</c>.</summary>
public static class Full
{
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("ARCHIVE_CLUSTER_FULL") is { Length: > 0 };

    /// <summary>Of random faults.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(
        int.TryParse(Environment.GetEnvironmentVariable("ARCHIVE_CLUSTER_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 2);

    public static int Count(int usually, int full) => IsWanted ? full : usually;
}
