using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Retrieve;

/// <summary>A way to bring a study to where it is written into files.</summary>
/// <param name="Sender">Whose processor time counts; null when it is the tool itself, which is gone afterwards.</param>
/// <param name="RunAsync">Returns when the study is there.</param>
internal sealed record Way(string Name, ServerProcess? Sender, Func<CancellationToken, Task> RunAsync)
{
    /// <exception cref="InvalidOperationException">Not all objects came.</exception>
    public async Task<WayResult> MeasureAsync(string receivedFolder, int objects, CancellationToken cancellationToken)
    {
        var clock = new Stopwatch();
        using var arrivals = new Arrivals(receivedFolder, clock);
        var cpuBefore = CpuSeconds();
        clock.Start();
        await RunAsync(cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        return arrivals.Count == objects
            ? new WayResult(objects / seconds, arrivals.FirstCompleteMilliseconds, CpuSeconds() - cpuBefore)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Name}: {arrivals.Count} of {objects} objects came."));
    }

    private double CpuSeconds() => Sender?.CpuSeconds() ?? ProcessorClock.FinishedChildrenSeconds();
}

/// <param name="FirstMilliseconds">From the start to the first complete object.</param>
/// <param name="CpuSeconds">Of the sender.</param>
internal sealed record WayResult(double ObjectsPerSecond, double FirstMilliseconds, double CpuSeconds);
