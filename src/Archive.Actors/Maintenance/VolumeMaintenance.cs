using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>
/// Has the volumes compacted now and then: the next time an interval after the last one has ended. Told to stop, it breaks off what runs and
/// ends when that has.
/// </summary>
public sealed class VolumeMaintenance : ReceiveActor, IWithTimers
{
    private readonly SpaceReclaimer _reclaimer;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private bool _isCompacting;

    public VolumeMaintenance(SpaceReclaimer reclaimer, MaintenanceSettings settings, ILogger logger)
    {
        _reclaimer = reclaimer;
        _interval = settings.Interval;
        _logger = logger;
        Receive<CompactVolumes>(_ => Compact());
        Receive<CompactionEnded>(ended => End(ended.Failure));
        Receive<StopMaintenance>(_ => StopWhenDone());
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    protected override void PreStart() => Schedule();

    protected override void PostStop() => _ = _stop.CancelAsync();

    private void Schedule() => Timers.StartSingleTimer(nameof(CompactVolumes), CompactVolumes.Instance, _interval);

    private void Compact()
    {
        _isCompacting = true;
        _ = _reclaimer.CompactAsync(_stop.Token).PipeTo(
            Self, success: static () => new CompactionEnded(null), failure: static failure => new CompactionEnded(failure));
    }

    private void End(Exception? failure)
    {
        _isCompacting = false;
        if (_stop.IsCancellationRequested)
        {
            Context.Stop(Self);
            return;
        }

        if (failure is not null)
            Log.MaintenanceFailed(_logger, failure);
        Schedule();
    }

    private void StopWhenDone()
    {
        _ = _stop.CancelAsync();
        if (!_isCompacting)
            Context.Stop(Self);
    }
}
