using System.Globalization;

namespace Archive.LoadTests.Load;

/// <summary>A line for each second of a run.</summary>
internal static class ProgressLines
{
    /// <summary>Ends when it is cancelled.</summary>
    public static async Task ShowAsync(RunRecorder recorder, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (recorder.LastSecond is { } last)
                {
                    var done = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{last.Second,5} s  planned {last.Planned,6}  done {last.Completed,6}  failed {last.Failed,4}  {last.Bytes / 1e6,8:0.0} MB");
                    var times = string.Create(
                        CultureInfo.InvariantCulture,
                        $"  in flight {last.InFlight,4}  p50 {last.LatencyP50Ms,8:0.0} ms  p99 {last.LatencyP99Ms,8:0.0} ms");
                    Console.WriteLine(done + times);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
