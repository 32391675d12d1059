namespace Archive.Actors.Workflow.Commitment;

/// <summary>Holds back who reads faster than a rate, over all who read. Thread-safe.</summary>
internal sealed class ReadPace(long bytesPerSecond, TimeProvider time)
{
    /// <summary>Shorter waits are made up for later: a timer costs more.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _paidUntil;

    /// <summary>Waits as long as what was read takes at the rate.</summary>
    public ValueTask PayAsync(long bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_started);
            _paidUntil = (_paidUntil > now ? _paidUntil : now) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            wait = _paidUntil - now;
        }

        return wait < ShortestWait ? default : new ValueTask(Task.Delay(wait, time, cancellationToken));
    }
}
