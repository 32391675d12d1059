namespace Archive.Actors.Tests.Associations;

/// <summary>Lets callers pass in their order while it is open, and keeps them waiting while it is closed.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _opened = Opened();
    private Task _last = Task.CompletedTask;
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    public void Close()
    {
        lock (_lock)
            _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Open()
    {
        lock (_lock)
            _opened.TrySetResult();
    }

    public Task PassAsync()
    {
        lock (_lock)
        {
            if (_opened.Task.IsCompleted && _last.IsCompleted)
                return Task.CompletedTask;
            _last = WaitAsync(_last, _opened.Task);
            return _last;
        }
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task WaitAsync(Task before, Task opened)
    {
        Interlocked.Increment(ref _waiting);
        await opened;
        await before;
        Interlocked.Decrement(ref _waiting);
    }
}
