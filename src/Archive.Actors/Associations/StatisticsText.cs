using System.Globalization;

namespace Archive.Actors.Associations;

/// <summary>Numbers as an association's line in the log has them.</summary>
internal static class StatisticsText
{
    /// <summary><c>stored 200 objects, 105.1 MB, 512.3 MB/s</c>; the rate is over the whole association.</summary>
    public static string Transfer(string what, long count, long bytes, TimeSpan duration)
    {
        var megabytes = bytes / 1e6;
        var rate = megabytes / Math.Max(duration.TotalSeconds, 0.001);
        return string.Create(CultureInfo.InvariantCulture, $"{what} {Count(count, "object")}, {megabytes:0.0} MB, {rate:0.0} MB/s");
    }

    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");
}
