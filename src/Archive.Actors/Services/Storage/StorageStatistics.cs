using Archive.Actors.Associations;

namespace Archive.Actors.Services.Storage;

/// <summary>The objects that came on one association.</summary>
internal sealed class StorageStatistics : IServiceStatistics
{
    private long _stored;
    private long _storedBytes;
    private long _refused;

    /// <summary>What stored objects broke of the standard.</summary>
    public DeviationLog Deviations { get; } = new();

    public void Stored(long bytes)
    {
        Interlocked.Increment(ref _stored);
        Interlocked.Add(ref _storedBytes, bytes);
    }

    public void Refused() => Interlocked.Increment(ref _refused);

    public string? Describe(TimeSpan duration)
    {
        var stored = _stored > 0 ? StatisticsText.Transfer("stored", _stored, _storedBytes, duration) : null;
        var refused = _refused > 0 ? $"refused {StatisticsText.Count(_refused, "object")}" : null;
        return stored is null || refused is null ? stored ?? refused : $"{stored}, {refused}";
    }
}
