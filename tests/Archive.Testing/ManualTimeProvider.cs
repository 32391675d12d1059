namespace Archive.Testing;

/// <summary>Time that moves only when the test says so. Timers that fall due run on the thread that moves it, in their order.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _armed = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed();

    public override long GetTimestamp() => Elapsed().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Somebody waits for time to go by.</summary>
    public bool HasTimer
    {
        get
        {
            lock (_gate)
                return _armed.Count > 0;
        }
    }

    /// <summary>Shows that an actor has got as far as setting a timer, before time is moved.</summary>
    public bool HasTimerDueIn(TimeSpan delay)
    {
        lock (_gate)
            return _armed.Exists(timer => timer.DueAt == _elapsed + delay);
    }

    public void Advance(TimeSpan by)
    {
        TimeSpan until = Elapsed() + by;
        while (TakeNextDue(until) is { } timer)
            timer.Fire();
        lock (_gate)
            _elapsed = until;
    }

    private TimeSpan Elapsed()
    {
        lock (_gate)
            return _elapsed;
    }

    private ManualTimer? TakeNextDue(TimeSpan until)
    {
        lock (_gate)
        {
            ManualTimer? next = _armed.MinBy(static timer => timer.DueAt);
            if (next is null || next.DueAt > until)
                return null;
            _elapsed = next.DueAt > _elapsed ? next.DueAt : _elapsed;
            _armed.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.DueAt += next.Period;
                _armed.Add(next);
            }
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        private bool _isDisposed;

        public TimeSpan DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_isDisposed)
                    return false;
                time._armed.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    DueAt = time._elapsed + dueTime;
                    time._armed.Add(this);
                }
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _isDisposed = true;
                time._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
