using System.Diagnostics;
using System.Globalization;

namespace Archive.Testing;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, reached by a socket in that folder and, where an address is given, by TCP. It runs
/// for nobody who is root: then it is started as the user that its package made. It ends with this process, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string CleanUp = """if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$1" -D "$2" -m immediate stop; else "$1" -D "$2" -m immediate stop; fi >/dev/null 2>&1""";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly string? _address;
    private Guard? _guard;

    /// <param name="address">Where it listens, beside its socket.</param>
    public PostgresServer(string? address = null)
    {
        _address = address;
        Port = address is null ? 5432 : FreePort.Next();
    }

    /// <summary>By the socket.</summary>
    public string ConnectionString => Connection(_folder.Path) + ";Include Error Detail=true";

    /// <summary>By TCP.</summary>
    public string TcpConnectionString => Connection(_address ?? throw new InvalidOperationException("The server listens nowhere."));

    public int Port { get; }

    /// <summary>What it logged so far.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string Data => Path.Combine(_folder.Path, "data");

    private string LogFile => Path.Combine(_folder.Path, "log");

    /// <summary>Where the package has its programs, of the newest version there is.</summary>
    private static string Programs { get; } =
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        ?? throw new InvalidOperationException("PostgreSQL is not installed; test.sh installs it.");

    public async Task StartAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", _folder.Path);
        await RunServerProgramAsync("initdb", "-D", Data, "-U", "archive", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        // Who connects to the address is trusted as who connects to the socket is.
        if (_address is not null)
            await File.AppendAllTextAsync(Path.Combine(Data, "pg_hba.conf"), "host all all all trust\n");
        _guard = new Guard(CleanUp, Path.Combine(Programs, "pg_ctl"), Data);
        await StartAgainAsync();
    }

    /// <summary>It is not there for a while; what was committed stays.</summary>
    /// <param name="abruptly">Ends as in a crash, and recovers when it is started again.</param>
    public Task StopAsync(bool abruptly = false) => RunServerProgramAsync("pg_ctl", "-D", Data, "-m", abruptly ? "immediate" : "fast", "-w", "stop");

    public Task StartAgainAsync()
    {
        // Nothing here loses power: what is written survives the death of any process without being flushed.
        var listen = _address is null ? "listen_addresses=''" : $"listen_addresses={_address}";
        var options = string.Create(CultureInfo.InvariantCulture, $"-k {_folder.Path} -p {Port} -c {listen} -c fsync=off -c max_connections=300");
        return RunServerProgramAsync("pg_ctl", "-D", Data, "-w", "-l", LogFile, "-o", options, "start");
    }

    public async ValueTask DisposeAsync()
    {
        if (_guard is not null)
            await _guard.DisposeAsync();
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", "root", _folder.Path);
        _folder.Dispose();
    }

    private static Task RunServerProgramAsync(string name, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs, name), .. arguments])
        : RunAsync(Path.Combine(Programs, name), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // A server that stays behind must not keep our ends of its pipes open: its output goes to its log.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{program} cannot be started.");
        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private string Connection(string host) => string.Create(CultureInfo.InvariantCulture, $"Host={host};Port={Port};Username=archive;Database=postgres");
}
