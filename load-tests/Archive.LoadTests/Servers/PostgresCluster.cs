using System.Globalization;

namespace Archive.LoadTests.Servers;

/// <summary>
/// A PostgreSQL cluster of its own that listens on loopback alone. The server runs for nobody who is root: then it is
/// started as the user that its package made.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    public const string User = "orthanc";
    public const string Database = "postgres";

    private readonly string _data;
    private ServerProcess? _server;

    private PostgresCluster(string data, int port)
    {
        _data = data;
        Port = port.ToString(CultureInfo.InvariantCulture);
    }

    private string Port { get; }

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Where the package has its programs, of the newest version there is.</summary>
    private static string Programs => Directory.GetDirectories("/usr/lib/postgresql")
        .MaxBy(version => decimal.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture)) is { } newest
            ? Path.Combine(newest, "bin")
            : throw new InvalidOperationException("PostgreSQL is not installed.");

    public static Task<string> GetVersionAsync() => Tool.RunAsync(Path.Combine(Programs, "postgres"), ["--version"]);

    /// <summary>Starts the cluster in the directory, which is made when it is not there.</summary>
    /// <param name="isDurable">Whether what is committed is on the disk.</param>
    public static async Task<PostgresCluster> StartAsync(string directory, int port, bool isDurable)
    {
        var cluster = new PostgresCluster(Path.Combine(directory, "data"), port);
        if (!Directory.Exists(cluster._data))
        {
            Directory.CreateDirectory(directory);
            if (IsRoot)
                await Tool.RunAsync("chown", ["postgres", directory]);
            await cluster.RunAsync("initdb", "-D", cluster._data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        }

        var (program, arguments) = AsServer(
            "postgres", "-D", cluster._data, "-p", cluster.Port,
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "shared_buffers=1GB", "-c", "effective_cache_size=8GB", "-c", "random_page_cost=1.1", "-c", "max_wal_size=4GB",
            "-c", $"fsync={(isDurable ? "on" : "off")}", "-c", $"synchronous_commit={(isDurable ? "on" : "off")}");
        cluster._server = await ServerProcess.StartAsync(program, arguments, port);
        await cluster.LetsInAsync();
        return cluster;
    }

    /// <summary>Lets the database look at what it was filled with, as it does by itself in time.</summary>
    public Task AnalyzeAsync() => RunAsync("vacuumdb", "--analyze", "--quiet", "-h", "127.0.0.1", "-p", Port, "-U", User, Database);

    public double CpuSeconds() => _server?.CpuSeconds() ?? 0;

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        await RunAsync("pg_ctl", "-D", _data, "-m", "fast", "-t", "60", "stop");
        await _server.DisposeAsync();
    }

    /// <summary>It accepts connections before it lets anybody in.</summary>
    private async Task LetsInAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await Tool.SucceedsAsync(Path.Combine(Programs, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", Port]))
            await Task.Delay(20, deadline.Token);
    }

    private Task<string> RunAsync(string name, params string[] arguments)
    {
        var (program, all) = AsServer(name, arguments);
        return Tool.RunAsync(program, all);
    }

    // setpriv becomes the program instead of waiting for it: the process that is started is the server.
    private static (string Program, string[] Arguments) AsServer(string name, params string[] arguments) => IsRoot
        ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", Path.Combine(Programs, name), .. arguments])
        : (Path.Combine(Programs, name), arguments);
}
