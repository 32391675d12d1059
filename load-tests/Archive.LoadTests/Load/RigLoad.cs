using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Load;

/// <summary>What the rig itself takes, from when this is made: a rig that is the limit measures itself.</summary>
internal sealed class RigLoad
{
    private readonly double _cpuBefore = CpuSeconds();
    private readonly TimeSpan _pauseBefore = GC.GetTotalPauseDuration();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _cpu;
    private TimeSpan _pause;

    /// <summary>What comes later is not counted.</summary>
    public void Stop()
    {
        _clock.Stop();
        (_cpu, _pause) = (CpuSeconds() - _cpuBefore, GC.GetTotalPauseDuration() - _pauseBefore);
    }

    public RigReport Report(IReadOnlyList<OperationReport> operations, double lateLimit = 0.01)
    {
        var late = operations.Sum(operation => operation.LateStarts);
        var arrivals = operations.Where(operation => operation.Operation != "Associate").Sum(operation => operation.Planned);
        var share = arrivals == 0 ? 0 : (double)late / arrivals;
        return new RigReport
        {
            LateShare = share,
            LateLimit = lateLimit,
            IsLimit = share > lateLimit,
            CpuSeconds = _cpu,
            CpuPercent = _cpu / _clock.Elapsed.TotalSeconds * 100,
            GcPauseMs = _pause.TotalMilliseconds,
            Note = share > lateLimit ? Explain(lateLimit) : "",
        };
    }

    private static string Explain(double lateLimit) => string.Create(
        CultureInfo.InvariantCulture,
        $"More than {lateLimit * 100:0} % of what was planned began more than {RunRecorder.LateAfter.TotalMilliseconds:0} ms late although a device was free: ")
        + "the rig, not the target, was the limit. Run it on a machine of its own, or lower the rate.";

    private static double CpuSeconds()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }
}
