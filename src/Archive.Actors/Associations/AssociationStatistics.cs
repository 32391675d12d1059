using System.Globalization;

namespace Archive.Actors.Associations;

/// <summary>What an association did, for its line in the log. Counted from several threads.</summary>
internal sealed class AssociationStatistics
{
    private long _stored;
    private long _storedBytes;
    private long _refused;
    private long _queries;
    private long _answers;
    private long _retrieved;
    private long _retrievedBytes;
    private long _echoes;

    public void Stored(long bytes)
    {
        Interlocked.Increment(ref _stored);
        Interlocked.Add(ref _storedBytes, bytes);
    }

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Queried(long answers)
    {
        Interlocked.Increment(ref _queries);
        Interlocked.Add(ref _answers, answers);
    }

    public void Retrieved(long bytes)
    {
        Interlocked.Increment(ref _retrieved);
        Interlocked.Add(ref _retrievedBytes, bytes);
    }

    public void Echoed() => Interlocked.Increment(ref _echoes);

    /// <summary><c>stored 200 objects, 105.1 MB, 512.3 MB/s</c>; rates over the whole association.</summary>
    public string Describe(TimeSpan duration)
    {
        var parts = new List<string>();
        if (_stored > 0)
            parts.Add(Transfer("stored", _stored, _storedBytes, duration));
        if (_refused > 0)
            parts.Add($"refused {Count(_refused, "object")}");
        if (_queries > 0)
            parts.Add($"{Count(_queries, "query", "queries")} with {Count(_answers, "answer")}");
        if (_retrieved > 0)
            parts.Add(Transfer("sent", _retrieved, _retrievedBytes, duration));
        if (_echoes > 0)
            parts.Add(Count(_echoes, "echo", "echoes"));
        return parts.Count > 0 ? string.Join(", ", parts) : "nothing asked";
    }

    private static string Transfer(string what, long count, long bytes, TimeSpan duration)
    {
        var megabytes = bytes / 1e6;
        var rate = megabytes / Math.Max(duration.TotalSeconds, 0.001);
        return string.Create(CultureInfo.InvariantCulture, $"{what} {Count(count, "object")}, {megabytes:0.0} MB, {rate:0.0} MB/s");
    }

    private static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");
}
