namespace Archive.Storage.Threads;

/// <summary>A call, and what its caller waits on.</summary>
/// <param name="options">Where the caller goes on.</param>
internal sealed class DiskCall<TArgument, TResult>(Func<TArgument, TResult> call, TArgument argument, TaskCreationOptions options)
    : TaskCompletionSource<TResult>(options), IDiskCall
{
    private CancellationTokenRegistration _cancellation;
    private int _isTaken; // by its thread, or by who cancelled it before

    /// <summary>Ends the wait in line. What has begun is not told: it may be writing to the caller's memory.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken.UnsafeRegister(
            static (state, cancellationToken) =>
            {
                var call = (DiskCall<TArgument, TResult>)state!;
                if (Interlocked.Exchange(ref call._isTaken, 1) == 0)
                    ThreadPool.UnsafeQueueUserWorkItem(static end => end.Call.SetCanceled(end.Token), (Call: call, Token: cancellationToken), preferLocal: false);
            },
            this);
        if (Interlocked.CompareExchange(ref _isTaken, 0, 0) != 0)
            _cancellation.Unregister(); // its thread was here before and could not
    }

    public void Run()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            return;
        _cancellation.Unregister();
        TResult result;
        try
        {
            result = call(argument);
        }
        catch (Exception e)
        {
            SetException(e);
            return;
        }

        SetResult(result);
    }
}
