using System.Diagnostics;
using System.Globalization;

namespace Archive.LoadTests.Measuring;

/// <summary>
/// How much of the processors others took while something was measured: numbers of a machine that others use are not worth
/// quoting. From the kernel's counters (<c>/proc/stat</c>). Servers must have ended before it is printed: what they took is
/// known then.
/// </summary>
internal sealed class MachineLoad
{
    private const double QuietPercent = 10;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _busyBefore = BusySeconds();
    private readonly double _ownBefore = OwnSeconds();

    public void Print()
    {
        var others = BusySeconds() - _busyBefore - (OwnSeconds() - _ownBefore);
        var percent = Math.Max(0, others) / _clock.Elapsed.TotalSeconds / Environment.ProcessorCount * 100;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\nMeasured in {_clock.Elapsed.TotalMinutes:0.0} minutes on {Environment.ProcessorCount} processors, of which others took {percent:0} %{(percent > QuietPercent ? ": THE MACHINE IS BUSY, do not quote these numbers" : "")}."));
    }

    private static double OwnSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds + ProcessorClock.FinishedChildrenSeconds();

    // proc(5): "cpu user nice system idle iowait irq softirq steal ..." in ticks of 1/100 s.
    private static double BusySeconds()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / 100.0;
    }
}
