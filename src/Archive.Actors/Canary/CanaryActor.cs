using System.Runtime.ExceptionServices;
using Archive.Actors.Work;
using Archive.Storage.Health;

namespace Archive.Actors.Canary;

/// <summary>
/// Runs rounds, and tells the health what came of each: the node is not ready after two in a row that failed, and is again after a good one.
/// </summary>
internal sealed class CanaryActor : RepeatedWork
{
    public CanaryActor(CanaryRound round, CanarySettings settings, ArchiveHealth health)
        : base(new Rounds(round, health).RunAsync, settings.Interval, ExceptionDispatchInfo.Throw) // a round does not throw
    {
    }

    protected override void PreStart()
    {
        CanaryMetrics.Begin();
        base.PreStart();
    }

    /// <summary>Used by one at a time.</summary>
    private sealed class Rounds(CanaryRound round, ArchiveHealth health)
    {
        private const int FailuresUntilImpaired = 2;

        private int _failures;

        public async Task RunAsync(CancellationToken stop)
        {
            var result = await round.RunAsync(stop);
            if (!stop.IsCancellationRequested && !result.IsSkipped)
                Report(result);
        }

        private void Report(CanaryResult result)
        {
            CanaryMetrics.RoundEnded(result);
            _failures = result.Problem is null ? 0 : _failures + 1;
            if (_failures == 0)
                health.Report(ArchivePart.Canary, HealthState.Working);
            else if (_failures >= FailuresUntilImpaired)
                health.Report(ArchivePart.Canary, HealthState.Impaired, result.Problem);
        }
    }
}
