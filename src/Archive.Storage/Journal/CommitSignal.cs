namespace Archive.Storage.Journal;

/// <summary>Wakes those who wait for the next commit. Costs nothing while nobody does. May be used from any thread.</summary>
internal sealed class CommitSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _next;
    private bool _stopped;

    /// <summary>
    /// True at the next commit from now on, false when there will be none. Take it before reading: a commit that the read did
    /// not see is then not missed.
    /// </summary>
    public Task<bool> Next
    {
        get
        {
            lock (_gate)
                return _stopped ? Task.FromResult(false) : (_next ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Committed() => Complete(stopped: false);

    public void Stop() => Complete(stopped: true);

    private void Complete(bool stopped)
    {
        TaskCompletionSource<bool>? waiting;
        lock (_gate)
        {
            (waiting, _next) = (_next, null);
            _stopped |= stopped;
        }

        waiting?.SetResult(!stopped);
    }
}
