using Archive.Actors.Associations;

namespace Archive.Actors.Services.PerformedSteps;

/// <summary>The messages about performed steps on one association.</summary>
internal sealed class PerformedStepStatistics : IServiceStatistics
{
    private long _messages;

    public void Answered() => Interlocked.Increment(ref _messages);

    public string Describe(TimeSpan duration) => StatisticsText.Count(_messages, "performed step message");
}
