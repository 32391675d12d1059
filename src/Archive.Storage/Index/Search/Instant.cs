namespace Archive.Storage.Index.Search;

/// <summary>Instants as databases keep them: microseconds since 1970-01-01T00:00:00Z.</summary>
internal static class Instant
{
    public static long From(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Read(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
