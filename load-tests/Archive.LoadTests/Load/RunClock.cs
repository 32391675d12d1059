using System.Diagnostics;

namespace Archive.LoadTests.Load;

/// <summary>The time of a run: 0 is the begin of the measured time, the warm-up is before it. Monotonic.</summary>
internal sealed class RunClock(TimeSpan warmUp)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly long _began = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_began) - warmUp;

    /// <summary>Returns at the time or up to a millisecond and a turn of the pool after it, never before; at once when it is past.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        while (time - Now is { Ticks: > 0 } wait)
            await Task.Delay(wait > LeastWait ? wait : LeastWait, cancellationToken).ConfigureAwait(false);
    }
}
