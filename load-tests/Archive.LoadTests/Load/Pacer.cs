using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Archive.LoadTests.Load;

/// <summary>
/// Wakes those who wait for a time to within a tenth of a millisecond. The timers of .NET are a millisecond or two late, which would stand in every latency
/// from a planned start.
/// </summary>
/// <remarks>One thread of the process waits for the first of all times and completes its waiter on the pool. The last milliseconds it sleeps in the kernel.</remarks>
internal static partial class Pacer
{
    private const int NearMilliseconds = 2; // as late as a wait with a timeout may be
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly Lock Gate = new();
    private static readonly PriorityQueue<TaskCompletionSource, long> Waiting = new();
    private static readonly SemaphoreSlim Earlier = new(0);

    static Pacer() => new Thread(Run) { IsBackground = true, Name = "pacer" }.Start();

    /// <summary>Completes on the pool at a time of the <see cref="Stopwatch"/>. Who waits no more may leave it.</summary>
    public static Task WaitUntilAsync(long timestamp)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isFirst;
        lock (Gate)
        {
            isFirst = !Waiting.TryPeek(out _, out var first) || timestamp < first;
            Waiting.Enqueue(waiter, timestamp);
        }

        if (isFirst)
            Earlier.Release();
        return waiter.Task;
    }

    private static void Run()
    {
        while (true)
        {
            var rest = WakeDue();
            if (rest.TotalMilliseconds > NearMilliseconds + 1)
                Earlier.Wait((int)rest.TotalMilliseconds - NearMilliseconds);
            else if (rest > TimeSpan.Zero)
                Sleep(rest < LongestSleep ? rest : LongestSleep);
        }
    }

    /// <summary>Completes the waiters whose time has come; how long it is to the next.</summary>
    private static TimeSpan WakeDue()
    {
        lock (Gate)
        {
            while (Waiting.TryPeek(out var waiter, out var timestamp))
            {
                var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
                if (rest > TimeSpan.Zero)
                    return rest < LongestWait ? rest : LongestWait;
                Waiting.Dequeue();
                waiter.TrySetResult();
            }
        }

        return LongestWait;
    }

    private static void Sleep(TimeSpan time)
    {
        var duration = new Timespec { Nanoseconds = (long)time.TotalNanoseconds };
        _ = NanoSleep(duration, IntPtr.Zero); // when it is interrupted, the next turn sleeps the rest
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in Timespec duration, IntPtr rest);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
