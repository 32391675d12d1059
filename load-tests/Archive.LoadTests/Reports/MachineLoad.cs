using System.Diagnostics;
using System.Globalization;

namespace Archive.LoadTests.Reports;

/// <summary>
/// How much of the processors others took while something was measured: numbers of a machine that others use are not worth
/// quoting. From the kernel's counters (<c>/proc/stat</c>).
/// </summary>
internal sealed class MachineLoad
{
    private const double QuietPercent = 10;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _busyBefore = BusySeconds();
    private readonly double _ownBefore = OwnSeconds();
    private double _measuredSeconds;

    /// <summary>Processor time of what was measured, which is not others'.</summary>
    public void Took(double seconds) => _measuredSeconds += seconds;

    public void Print()
    {
        var others = BusySeconds() - _busyBefore - (OwnSeconds() - _ownBefore) - _measuredSeconds;
        var percent = Math.Max(0, others) / _clock.Elapsed.TotalSeconds / Environment.ProcessorCount * 100;
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{Environment.ProcessorCount} processors, of which others took {percent:0} % meanwhile (load {load}){(percent > QuietPercent ? ": THE MACHINE IS BUSY, do not quote these numbers" : "")}."));
    }

    private static double OwnSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    // proc(5): "cpu user nice system idle iowait irq softirq steal ..." in ticks of 1/100 s.
    private static double BusySeconds()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / 100.0;
    }
}
