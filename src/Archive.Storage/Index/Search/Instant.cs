namespace Archive.Storage.Index.Search;

/// <summary>Instants as databases keep them: microseconds since 1970-01-01T00:00:00Z.</summary>
internal static class Instant
{
    public static long From(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Never before the instant: who waits until it is there has not come too early. Null: never.</summary>
    public static long? After(DateTimeOffset? instant) =>
        instant is not { } at ? null : From(at) + (at.UtcTicks % TimeSpan.TicksPerMicrosecond == 0 ? 0 : 1);

    public static DateTimeOffset Read(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
