using Akka.Actor;
using Archive.Storage.Health;

namespace Archive.Actors.Canary;

/// <summary>
/// Runs a round an interval after the last one has ended, and tells the health what came of it: the node is not ready after two in a row that failed,
/// and is again after a good one. Told to stop, it breaks off what runs and ends when that has.
/// </summary>
internal sealed class CanaryActor : ReceiveActor, IWithTimers
{
    private const int FailuresUntilImpaired = 2;

    private readonly CanaryRound _round;
    private readonly TimeSpan _interval;
    private readonly ArchiveHealth _health;
    private readonly CancellationTokenSource _stop = new();
    private bool _isRunning;
    private int _failures;

    public CanaryActor(CanaryRound round, CanarySettings settings, ArchiveHealth health)
    {
        _round = round;
        _interval = settings.Interval;
        _health = health;
        Receive<BeginRound>(_ => Begin());
        Receive<CanaryResult>(End);
        Receive<StopCanary>(_ => StopWhenDone());
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    protected override void PreStart()
    {
        CanaryMetrics.Begin();
        Schedule();
    }

    protected override void PostStop() => _ = _stop.CancelAsync();

    private void Schedule() => Timers.StartSingleTimer(nameof(BeginRound), BeginRound.Instance, _interval);

    private void Begin()
    {
        _isRunning = true;
        _ = _round.RunAsync(_stop.Token).PipeTo(Self);
    }

    private void End(CanaryResult result)
    {
        _isRunning = false;
        if (_stop.IsCancellationRequested)
        {
            Context.Stop(Self);
            return;
        }

        if (!result.IsSkipped)
            Report(result);
        Schedule();
    }

    private void Report(CanaryResult result)
    {
        CanaryMetrics.RoundEnded(result);
        _failures = result.Problem is null ? 0 : _failures + 1;
        if (_failures == 0)
            _health.Report(ArchivePart.Canary, HealthState.Working);
        else if (_failures >= FailuresUntilImpaired)
            _health.Report(ArchivePart.Canary, HealthState.Impaired, result.Problem);
    }

    private void StopWhenDone()
    {
        _ = _stop.CancelAsync();
        if (!_isRunning)
            Context.Stop(Self);
    }
}
