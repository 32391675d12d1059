using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Archive.LoadTests.Measuring;

namespace Archive.LoadTests.Servers;

/// <summary>
/// A server under test in a process of its own: started, waited for until it accepts, and asked of the kernel
/// (<c>/proc</c>) what processor time and memory it took, children that it forked included.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly List<ServerProcess> _others = [];

    private ServerProcess(Process process) => _process = process;

    public static async Task<ServerProcess> StartAsync(
        string fileName, IEnumerable<string> arguments, int port, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (await AcceptsAsync(port))
            throw new InvalidOperationException($"Another process listens on port {port}.");
        var info = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            info.Environment[name] = value;
        var process = Process.Start(info) ?? throw new InvalidOperationException($"{fileName} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process);
        var clock = Stopwatch.StartNew();
        while (!await AcceptsAsync(port))
        {
            if (process.HasExited || clock.Elapsed > StartDeadline)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{fileName} does not listen on port {port}.");
            }

            await Task.Delay(50);
        }

        return server;
    }

    public int Id => _process.Id;

    /// <summary>Where the server keeps its index, when that is a server as well.</summary>
    public PostgresCluster? Database { get; private set; }

    /// <summary>The database counts as part of the server and ends with it.</summary>
    public ServerProcess With(PostgresCluster database)
    {
        Database = database;
        return this;
    }

    /// <summary>The other nodes count as part of the server and end with it.</summary>
    public ServerProcess With(IEnumerable<ServerProcess> others)
    {
        _others.AddRange(others);
        return this;
    }

    /// <summary>User and system time since the start in seconds, of all that are part of it.</summary>
    public double CpuSeconds() =>
        ProcessorClock.SecondsOfTree(_process.Id) + _others.Sum(other => other.CpuSeconds()) + (Database?.CpuSeconds() ?? 0);

    /// <summary>The most memory the process, and other nodes beside it, had resident, in bytes.</summary>
    public long PeakResidentBytes() => (Read("status", "VmHWM:") * 1024) + _others.Sum(other => other.PeakResidentBytes());

    /// <summary>The memory the process has resident now, in bytes.</summary>
    public long ResidentBytes() => Read("status", "VmRSS:") * 1024;

    /// <summary>Files and sockets that the process has open.</summary>
    public int OpenFiles() => Directory.EnumerateFileSystemEntries($"/proc/{_process.Id}/fd").Count();

    public long Threads() => Read("status", "Threads:");

    /// <summary>What the process has had written to the disk since its start, in bytes.</summary>
    public long WrittenBytes() => Read("io", "write_bytes:");

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (Database is not null)
            await Database.DisposeAsync();
    }

    private long Read(string file, string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/{file}").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
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
