using System.Globalization;

namespace Archive.Storage.Blobs;

/// <summary>
/// Where volumes lie that several nodes write: each in a folder of its own. The set of a volume is a function of its id, and so is its path.
/// </summary>
internal static class VolumeSet
{
    /// <summary>How many there may be.</summary>
    public const int Count = 1024;

    /// <summary>Lower ids are of stores that share nothing, and of set 0 (<c>docs/formats/volume.md</c>).</summary>
    private const long FirstId = 1L << 53;

    private const string Prefix = "set-";

    public static int Of(long volume) => IsShared(volume) ? (int)(volume % Count) : 0;

    /// <summary>Whether it was made by one of several nodes.</summary>
    public static bool IsShared(long volume) => volume >= FirstId;

    /// <param name="set">Null for a store that shares nothing.</param>
    /// <param name="last">The highest id that is known of the set.</param>
    public static long NextId(int? set, DateTimeOffset now, long last)
    {
        var microseconds = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return Math.Max(IsShared(last) ? last + Count : last + 1, set is { } number ? (microseconds * Count) + number : microseconds);
    }

    public static string GetFolder(string root, int set) =>
        set == 0 ? root : Path.Combine(root, Prefix + set.ToString("d4", CultureInfo.InvariantCulture));

    /// <summary>The sets that have a folder.</summary>
    public static IEnumerable<int> Find(string root)
    {
        yield return 0;
        foreach (var path in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var set)
                && set is > 0 and < Count && GetFolder(root, set) == path)
                yield return set;
        }
    }
}
