using Archive.Actors.Associations;

namespace Archive.Actors.Services.Commitment;

/// <summary>The commitments that were asked for on one association.</summary>
internal sealed class CommitmentStatistics : IServiceStatistics
{
    private long _requests;

    public void Requested() => Interlocked.Increment(ref _requests);

    public string? Describe(TimeSpan duration) => _requests > 0 ? $"asked for {StatisticsText.Count(_requests, "commitment")}" : null;
}
