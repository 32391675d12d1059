namespace Archive.Actors.Kernel;

/// <summary>Counts an actor's restarts against the budget of its strategy. Used in the actor's turn only.</summary>
internal sealed class RestartHistory(SupervisorStrategy strategy, TimeProvider time)
{
    private readonly Queue<long> _restarts = new();
    private int _failuresInARow;
    private long _lastStartedAt;

    /// <summary>False when the budget is spent; otherwise the delay before the restart.</summary>
    public bool TryRestart(out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        long now = time.GetTimestamp();
        while (_restarts.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) > strategy.Within)
            _restarts.Dequeue();
        if (_restarts.Count >= strategy.MaxRestarts)
            return false;
        _restarts.Enqueue(now);

        if (strategy.Backoff is { } backoff)
        {
            bool ranWell = _failuresInARow > 0 && time.GetElapsedTime(_lastStartedAt, now) >= backoff.Max;
            _failuresInARow = ranWell ? 1 : _failuresInARow + 1;
            delay = backoff.DelayFor(_failuresInARow);
        }
        return true;
    }

    public void Restarted() => _lastStartedAt = time.GetTimestamp();
}
