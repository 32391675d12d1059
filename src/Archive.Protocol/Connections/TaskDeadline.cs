using System.Runtime.CompilerServices;

namespace Archive.Protocol.Connections;

/// <summary>Waits for a task without taking what the task throws for the end of the wait.</summary>
public static class TaskDeadline
{
    /// <summary>True when the task has ended, in whatever way: await it to know in which. False when it goes on after the time.</summary>
    /// <exception cref="OperationCanceledException">The wait was canceled; the task goes on.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> EndsWithinAsync(this Task task, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var wholeMilliseconds = TimeSpan.FromMilliseconds(Math.Ceiling(limit.TotalMilliseconds)); // WaitAsync drops the rest
        await task.WaitAsync(wholeMilliseconds, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompleted)
            return true;
        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }
}
