using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Archive.Testing.Nodes;

/// <summary>The archive as a user starts it: a process of its own on free ports, its console captured.</summary>
public sealed partial class NodeProcess : INode, IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _console = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(Process process, string dataDirectory)
    {
        _process = process;
        DataDirectory = dataDirectory;
    }

    public string DataDirectory { get; }

    public string Host => "127.0.0.1";

    public int DicomPort { get; private set; }

    public Uri Http { get; private set; } = new("http://127.0.0.1");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Ends with the process, however long that takes.</summary>
    public Task Exited => _process.WaitForExitAsync();

    /// <summary>Everything printed so far, standard error included.</summary>
    public string Console => string.Join('\n', _console);

    /// <summary>Starts a node and waits until it says that it is ready.</summary>
    public static Task<NodeProcess> StartAsync(string dataDirectory, params string[] options) => StartAsync(dataDirectory, _ => { }, options);

    /// <inheritdoc cref="StartAsync(string, string[])"/>
    /// <param name="change">Changes how the process is started.</param>
    public static async Task<NodeProcess> StartAsync(string dataDirectory, Action<ProcessStartInfo> change, params string[] options)
    {
        var node = Launch(dataDirectory, change, options);
        var exited = node._process.WaitForExitAsync();
        if (await Task.WhenAny(node._ready.Task, exited, Task.Delay(TimeSpan.FromSeconds(60))) != node._ready.Task)
        {
            await node.DisposeAsync();
            throw new InvalidOperationException("The node did not become ready:\n" + node.Console);
        }

        return node;
    }

    /// <summary>Starts a node without waiting for it.</summary>
    public static NodeProcess Launch(string dataDirectory, params string[] options) => Launch(dataDirectory, _ => { }, options);

    /// <inheritdoc cref="Launch(string, string[])"/>
    /// <param name="change">Changes how the process is started.</param>
    public static NodeProcess Launch(string dataDirectory, Action<ProcessStartInfo> change, string[] options)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "Archive.Node.dll");
        var info = new ProcessStartInfo("dotnet", [assembly, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        info.Environment["Archive__DataDirectory"] = dataDirectory;
        info.Environment["Archive__Dicom__Port"] = "0";
        info.Environment["Archive__Http__Port"] = "0";
        info.Environment["Archive__Storage__MinimumFreeBytes"] = "0";
        change(info);
        var node = new NodeProcess(Process.Start(info) ?? throw new InvalidOperationException("dotnet did not start."), dataDirectory);
        node._process.OutputDataReceived += (_, line) => node.Read(line.Data);
        node._process.ErrorDataReceived += (_, line) => node.Read(line.Data);
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Runs the executable to its end: for starts that must fail and for commands.</summary>
    public static async Task<(int ExitCode, string Console)> RunAsync(string dataDirectory, params string[] options)
    {
        await using var node = Launch(dataDirectory, options);
        await node.WaitForExitAsync();
        return (node._process.ExitCode, node.Console);
    }

    /// <summary>kill -9: the process ends at once; what it wrote stays with the system, flushed or not.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task<int> TerminateAsync()
    {
        SendTermination();
        await WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Waits for an end that nobody asks for.</summary>
    public async Task<int> EndAsync()
    {
        await WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>kill -9 without waiting.</summary>
    public void Kill() => _process.Kill();

    public void SendTermination() => _ = Kill(_process.Id, SigTerm);

    /// <summary>SIGSTOP: the process stands still while its system goes on.</summary>
    public void Suspend() => _ = Kill(_process.Id, SigStop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => _ = Kill(_process.Id, SigCont);

    public long ResidentBytes() => StatusBytes("VmRSS:");

    public long PeakResidentBytes() => StatusBytes("VmHWM:");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"^\s+DICOM\s.*:(\d+)")]
    private static partial Regex DicomLine();

    [GeneratedRegex(@"^\s+HTTP\s+(http://\S+)")]
    private static partial Regex HttpLine();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    private void Read(string? line)
    {
        if (line is null)
            return;
        _console.Enqueue(line);
        if (DicomLine().Match(line) is { Success: true } dicom)
            DicomPort = int.Parse(dicom.Groups[1].Value, CultureInfo.InvariantCulture);
        if (HttpLine().Match(line) is { Success: true } http)
            Http = new Uri(http.Groups[1].Value);
        if (line.StartsWith("Send a first file", StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    private async Task WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(deadline.Token);
    }

    private long StatusBytes(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
