using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Archive.LoadTests.Measuring;

/// <summary>
/// Processor time, user and system, as the kernel counts it: to the nanosecond for processes that run
/// (<c>clock_getcpuclockid</c>), in hundredths of a second for those that have ended and been waited for (<c>/proc</c>).
/// </summary>
internal static partial class ProcessorClock
{
    public const double SecondsPerTick = 1.0 / 100; // USER_HZ, fixed on Linux

    /// <summary>Of a process and all that it started, in seconds.</summary>
    /// <exception cref="Win32Exception">There is no such process.</exception>
    public static double SecondsOfTree(int process)
    {
        // What a child took counts as its parent's once it has ended: when one ends in between, all is read again.
        while (true)
        {
            if (TrySecondsOfTree(process) is { } seconds)
                return seconds;
            if (SecondsOf(process) is null)
                throw new Win32Exception($"The processor time of process {process} cannot be read.");
        }
    }

    /// <summary>Of the processes that this one started and that have ended, in seconds.</summary>
    public static double FinishedChildrenSeconds() => FinishedChildrenSeconds("self");

    /// <summary>The fields behind the command name in parentheses, the third being the first; null of a process that is no more.</summary>
    public static string[]? StatOf(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double? TrySecondsOfTree(int process)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id != 0)
            .ToLookup(ParentOf);
        return SecondsOfTree(process, children);
    }

    /// <summary>Null when one of them has ended.</summary>
    private static double? SecondsOfTree(int process, ILookup<int, int> children)
    {
        var finished = FinishedChildrenSeconds(process.ToString(CultureInfo.InvariantCulture));
        var seconds = finished + SecondsOf(process);
        foreach (var child in children[process])
            seconds += SecondsOfTree(child, children);
        return seconds;
    }

    /// <summary>Null when the process has ended.</summary>
    private static double? SecondsOf(int process) =>
        GetClock(process, out var clock) == 0 && GetTime(clock, out var time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : null;

    // proc(5): fields 16 and 17 are cutime and cstime.
    private static double FinishedChildrenSeconds(string process) =>
        StatOf(process) is { } fields ? fields[13..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) * SecondsPerTick : 0;

    // proc(5): field 4 is the parent.
    private static int ParentOf(int process) =>
        StatOf(process.ToString(CultureInfo.InvariantCulture)) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClock(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
