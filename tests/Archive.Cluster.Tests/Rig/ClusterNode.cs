using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archive.Testing;

namespace Archive.Cluster.Tests.Rig;

/// <summary>
/// A node's place in a cluster: its addresses, which stay, and the process that runs there. One that ends by itself is started again, as a
/// service manager does. Told what to do by one test at a time.
/// </summary>
internal sealed class ClusterNode(string name, string host, Action<ProcessStartInfo> change) : INode, IAsyncDisposable
{
    private const int ShownLines = 150;

    /// <summary>The exit code for wrong options: another start would end like that as well.</summary>
    private const int WrongOptions = 1;

    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>A node that hangs or is cut off does not answer.</summary>
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly int _httpPort = FreePort.Next();
    private readonly Lock _gate = new();
    private readonly List<NodeProcess> _runs = [];
    private readonly List<int> _ends = [];
    private Task _running = Task.CompletedTask;
    private bool _isWanted;

    public string Name => name;

    public string Host => host;

    public int DicomPort { get; } = FreePort.Next();

    public int ClusterPort { get; } = FreePort.Next();

    public Uri Http => new(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{_httpPort}"));

    /// <summary>As the other nodes know it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{host}:{ClusterPort}");

    /// <summary>The folder of the program that the next start runs.</summary>
    public string Program { get; set; } = AppContext.BaseDirectory;

    /// <summary>The exit codes with which it ended although nobody asked for it.</summary>
    public IReadOnlyList<int> Ends
    {
        get
        {
            lock (_gate)
                return [.. _ends];
        }
    }

    /// <summary>It ended over its options, and was not started again.</summary>
    public bool IsRefused => Ends is [.., WrongOptions];

    /// <summary>What its last runs printed last.</summary>
    public string Console
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _runs.TakeLast(3).Select(run => $"--- {name}\n{string.Join('\n', run.Console.Split('\n').TakeLast(ShownLines))}"));
        }
    }

    private NodeProcess Current => _runs[^1];

    /// <summary>Starts it without waiting for it.</summary>
    public void Launch()
    {
        lock (_gate)
            _isWanted = true;
        Run();
        _running = KeepRunningAsync();
    }

    public async Task StartAsync()
    {
        Launch();
        await WaitUntilReadyAsync();
    }

    public Task WaitUntilReadyAsync() => Until.HoldsAsync($"{name} is ready", IsReadyAsync);

    public async Task<bool> IsReadyAsync()
    {
        Assert.False(IsRefused, $"{name} does not start.");
        return await TryGetAsync("/health/ready") is not null;
    }

    /// <summary>These are the members that it knows, by their addresses, and it reaches all of them.</summary>
    public async Task<bool> ReachesAsync(IReadOnlyList<string> addresses)
    {
        if (await TryGetAsync("/cluster") is not { } answer)
            return false;
        using var json = JsonDocument.Parse(answer);
        var nodes = json.RootElement.GetProperty("nodes").EnumerateArray().ToList();
        return nodes.TrueForAll(node => node.GetProperty("status").GetString() == "Up" && node.GetProperty("isReachable").GetBoolean())
            && nodes.Select(node => node.GetProperty("address").GetString()).Order(StringComparer.Ordinal).SequenceEqual(addresses);
    }

    /// <summary>kill -9; it stays away.</summary>
    public Task KillAsync() => EndAsync(process => process.Kill());

    /// <summary>SIGTERM; it stays away.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync() => EndAsync(process => process.SendTermination());

    public void Suspend() => Current.Suspend();

    public void Resume() => Current.Resume();

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        foreach (var run in _runs)
            await run.DisposeAsync();
    }

    /// <returns>Null when it does not answer, or not with success.</returns>
    private async Task<string?> TryGetAsync(string path)
    {
        try
        {
            return await Client.GetStringAsync(new Uri(Http, path));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private async Task<int> EndAsync(Action<NodeProcess> end)
    {
        lock (_gate)
        {
            _isWanted = false;
            if (_runs.Count == 0)
                return 0;
            if (!Current.HasExited)
                end(Current);
        }

        await _running.WaitAsync(Limit);
        return await Current.EndAsync();
    }

    private void Run()
    {
        lock (_gate)
        {
            if (_isWanted)
                _runs.Add(NodeProcess.Launch("", Prepare, []));
        }
    }

    private async Task KeepRunningAsync()
    {
        while (true)
        {
            await Current.Exited;
            var exitCode = await Current.EndAsync();
            lock (_gate)
            {
                if (!_isWanted)
                    return;
                _ends.Add(exitCode);
                if (IsRefused)
                    return;
            }

            await Task.Delay(RestartPause);
            Run();
        }
    }

    private void Prepare(ProcessStartInfo start)
    {
        start.ArgumentList[0] = Path.Combine(Program, Path.GetFileName(start.ArgumentList[0]));
        var environment = start.Environment;
        environment["Archive__Dicom__Port"] = DicomPort.ToString(CultureInfo.InvariantCulture);
        environment["Archive__Http__Port"] = _httpPort.ToString(CultureInfo.InvariantCulture);
        environment["Archive__Cluster__Port"] = ClusterPort.ToString(CultureInfo.InvariantCulture);
        change(start);
    }
}
