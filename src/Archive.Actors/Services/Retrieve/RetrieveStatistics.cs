using Archive.Actors.Associations;

namespace Archive.Actors.Services.Retrieve;

/// <summary>The objects that were sent for the retrievals of one association.</summary>
internal sealed class RetrieveStatistics : IServiceStatistics
{
    private long _retrieved;
    private long _retrievedBytes;

    public void Retrieved(long bytes)
    {
        Interlocked.Increment(ref _retrieved);
        Interlocked.Add(ref _retrievedBytes, bytes);
    }

    public string? Describe(TimeSpan duration) => _retrieved > 0 ? StatisticsText.Transfer("sent", _retrieved, _retrievedBytes, duration) : null;
}
