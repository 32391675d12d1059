using Archive.Actors.Associations;

namespace Archive.Actors.Services.Verification;

/// <summary>The echoes of one association.</summary>
internal sealed class VerificationStatistics : IServiceStatistics
{
    private long _echoes;

    public void Echoed() => Interlocked.Increment(ref _echoes);

    public string Describe(TimeSpan duration) => StatisticsText.Count(_echoes, "echo", "echoes");
}
