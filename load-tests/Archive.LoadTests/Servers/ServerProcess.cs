using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Archive.LoadTests.Servers;

/// <summary>
/// A server under test in a process of its own with an empty data directory: started, waited for until it accepts, and
/// asked of the kernel (<c>/proc</c>) what processor time and memory it took, children that it forked included.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly double SecondsPerTick = 1.0 / 100; // USER_HZ, fixed on Linux
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public static async Task<ServerProcess> StartAsync(
        string fileName, IEnumerable<string> arguments, int port, IReadOnlyDictionary<string, string> environment)
    {
        if (await AcceptsAsync(port))
            throw new InvalidOperationException($"Another process listens on port {port}.");
        var info = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        var process = Process.Start(info) ?? throw new InvalidOperationException($"{fileName} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var deadline = Stopwatch.StartNew();
        while (!await AcceptsAsync(port))
        {
            if (process.HasExited || deadline.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"{fileName} does not listen on port {port}.");
            await Task.Delay(50);
        }

        return new ServerProcess(process);
    }

    /// <summary>User and system time since the start in seconds.</summary>
    public double CpuSeconds() => ReadTimes(_process.Id.ToString(CultureInfo.InvariantCulture), 0, 4);

    /// <summary>User and system time in seconds of the processes that this one started and that have ended.</summary>
    public static double FinishedChildrenCpuSeconds() => ReadTimes("self", 2, 4);

    /// <summary>The most memory the process had resident, in bytes.</summary>
    public long PeakResidentBytes() => ReadStatus("VmHWM:");

    /// <summary>The memory the process has resident now, in bytes.</summary>
    public long ResidentBytes() => ReadStatus("VmRSS:");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    // proc(5): fields 14 to 17 are utime, stime, cutime, cstime; counted behind the command name in parentheses.
    private static double ReadTimes(string process, int from, int to)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[(11 + from)..(11 + to)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) * SecondsPerTick;
    }

    private long ReadStatus(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
