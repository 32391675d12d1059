namespace Archive.Actors.Kernel;

/// <summary>
/// Signals a cell that no message was handled for a time. A message costs one write; the timer finds out by itself, when it
/// fires, whether it has to go on.
/// </summary>
internal sealed class ReceiveTimeout : IDisposable
{
    private readonly ActorCell _cell;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _lastActiveAt;

    public ReceiveTimeout(ActorCell cell, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        _cell = cell;
        _timeout = timeout;
        _time = cell.System.TimeProvider;
        _lastActiveAt = _time.GetTimestamp();
        _timer = _time.CreateTimer(static state => ((ReceiveTimeout)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Restart();
    }

    public long LastActiveAt => Volatile.Read(ref _lastActiveAt);

    public bool IsDue => Remaining <= TimeSpan.Zero;

    private TimeSpan Remaining => _timeout - _time.GetElapsedTime(LastActiveAt);

    public void Touch() => Volatile.Write(ref _lastActiveAt, _time.GetTimestamp());

    public void Restart() => Arm(_timeout);

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        TimeSpan remaining = Remaining;
        if (remaining > TimeSpan.Zero)
            Arm(remaining);
        else
            _cell.Post(new Signal(SignalKind.ReceiveTimeout));
    }

    private void Arm(TimeSpan delay) =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
}
