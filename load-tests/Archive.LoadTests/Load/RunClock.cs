using System.Diagnostics;

namespace Archive.LoadTests.Load;

/// <summary>The time of a run: 0 is the begin of the measured time, the warm-up is before it. Monotonic.</summary>
internal sealed class RunClock(TimeSpan warmUp)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_began) - warmUp;

    /// <summary>Returns at the time or a turn of the pool after it, never before; at once when it is past.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time <= Now)
            return;
        var timestamp = _began + (long)((time + warmUp).TotalSeconds * Stopwatch.Frequency) + 1;
        await Pacer.WaitUntilAsync(timestamp).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
