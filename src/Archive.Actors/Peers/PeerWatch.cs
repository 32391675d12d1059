using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Peers;

/// <summary>
/// Has this node follow the peers of the database: looks at them an interval after it last did. Told to stop, it breaks off what runs and
/// ends when that has.
/// </summary>
internal sealed class PeerWatch : ReceiveActor, IWithTimers
{
    private readonly SharedPeers _peers;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private bool _isLooking;

    public PeerWatch(SharedPeers peers, PeerWatchSettings settings, ILogger logger)
    {
        _peers = peers;
        _interval = settings.Interval;
        _logger = logger;
        Receive<LookAtPeers>(_ => Look());
        Receive<LookedAtPeers>(looked => End(looked.Failure));
        Receive<StopWatchingPeers>(_ => StopWhenDone());
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    protected override void PreStart() => Schedule();

    protected override void PostStop() => _ = _stop.CancelAsync();

    private void Schedule() => Timers.StartSingleTimer(nameof(LookAtPeers), LookAtPeers.Instance, _interval);

    private void Look()
    {
        _isLooking = true;
        _ = _peers.LookAsync(_stop.Token).PipeTo(
            Self, success: static _ => new LookedAtPeers(null), failure: static failure => new LookedAtPeers(failure));
    }

    private void End(Exception? failure)
    {
        _isLooking = false;
        if (_stop.IsCancellationRequested)
        {
            Context.Stop(Self);
            return;
        }

        if (failure is not null)
            Log.PeersFailed(_logger, failure);
        Schedule();
    }

    private void StopWhenDone()
    {
        _ = _stop.CancelAsync();
        if (!_isLooking)
            Context.Stop(Self);
    }
}
