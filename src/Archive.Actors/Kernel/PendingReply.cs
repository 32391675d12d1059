using System.Threading.Tasks.Sources;

namespace Archive.Actors.Kernel;

/// <summary>
/// One ask in progress, pooled. Reply, failure, deadline and cancellation race on any thread; the first one wins.
/// </summary>
/// <remarks>
/// A late reply can reach an instance that already serves another ask: the generation, which is never reused, turns it away.
/// The timer is re-armed only when it fires: asks that are answered in time, nearly all, never touch the timer queue.
/// </remarks>
internal sealed class PendingReply<TReply> : MessageOrigin, IValueTaskSource<TReply>
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly PendingReplyPool<TReply> _pool;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<TReply> _result = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private IHasPath? _target;
    private TimeSpan _deadline;
    private long _dueAt;
    private long _generation;
    private long _timerFiresAt = long.MaxValue;
    private bool _isPending;

    public PendingReply(TimeProvider time, PendingReplyPool<TReply> pool)
    {
        _time = time;
        _pool = pool;
        _timer = time.CreateTimer(static state => ((PendingReply<TReply>)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ValueTask<TReply> Begin(IHasPath target, TimeSpan deadline, CancellationToken cancellationToken, out ReplyTo<TReply> replyTo, out long generation)
    {
        lock (_gate)
        {
            generation = ++_generation;
            replyTo = new ReplyTo<TReply>(this, generation);
            _isPending = true;
            _target = target;
            _deadline = deadline;
            _dueAt = _time.GetTimestamp() + (long)(deadline.TotalSeconds * _time.TimestampFrequency);
            if (_dueAt < _timerFiresAt)
                Arm(deadline);
        }
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingReply<TReply>)state!).FailCurrent(new OperationCanceledException(token)), this);
        }
        return new ValueTask<TReply>(this, _result.Version);
    }

    public void Complete(long generation, TReply reply)
    {
        if (TryEnd(generation))
            _result.SetResult(reply);
    }

    public override void Fail(long generation, Exception error)
    {
        if (TryEnd(generation))
            _result.SetException(error);
    }

    /// <summary>Frees the timer of an instance that the pool has no room for.</summary>
    public void Discard() => _timer.Dispose();

    TReply IValueTaskSource<TReply>.GetResult(short token)
    {
        _result.GetStatus(token); // throws on a second await, before that could put a foreign ask back into the pool
        try
        {
            return _result.GetResult(token);
        }
        finally
        {
            _cancellation.Dispose(); // waits for a running callback: none can reach the next ask
            _cancellation = default;
            _target = null;
            _result.Reset();
            _pool.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<TReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    private bool TryEnd(long generation)
    {
        lock (_gate)
        {
            if (!_isPending || generation != _generation)
                return false;
            _isPending = false;
            return true;
        }
    }

    // A registration's callback belongs to the current ask, see GetResult.
    private void FailCurrent(Exception error) => Fail(Volatile.Read(ref _generation), error);

    private void OnTimer()
    {
        AskTimeoutException error;
        lock (_gate)
        {
            _timerFiresAt = long.MaxValue;
            if (!_isPending)
                return;
            TimeSpan remaining = _time.GetElapsedTime(_time.GetTimestamp(), _dueAt);
            if (remaining > TimeSpan.Zero)
            {
                Arm(remaining);
                return;
            }
            _isPending = false;
            error = new AskTimeoutException(_target!.Path, _deadline);
        }
        _result.SetException(error);
    }

    private void Arm(TimeSpan delay)
    {
        _timerFiresAt = _dueAt;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}
