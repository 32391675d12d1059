using System.Globalization;
using Archive.LoadTests.Measuring;

namespace Archive.LoadTests.Targets;

/// <summary>What the kernel says of a process, from <c>/proc</c>.</summary>
/// <param name="DiskWriteBytes">Given to the disk since its start; null when it is another user's process.</param>
internal sealed record ProcessReading(double CpuSeconds, long ResidentBytes, long? DiskWriteBytes)
{
    /// <exception cref="IOException">There is no such process.</exception>
    public static ProcessReading Of(int process)
    {
        // proc(5): utime and stime are fields 14 and 15, rss (in pages) is 24; the first here is 3.
        var fields = ProcessorClock.StatOf(process.ToString(CultureInfo.InvariantCulture)) ?? throw new IOException($"There is no process {process}.");
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        var pages = long.Parse(fields[21], CultureInfo.InvariantCulture);
        return new ProcessReading(ticks * ProcessorClock.SecondsPerTick, pages * Environment.SystemPageSize, ReadWritten(process));
    }

    private static long? ReadWritten(int process)
    {
        const string Name = "write_bytes: ";
        try
        {
            var line = File.ReadLines($"/proc/{process}/io").First(line => line.StartsWith(Name, StringComparison.Ordinal));
            return long.Parse(line.AsSpan(Name.Length), CultureInfo.InvariantCulture);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
