using System.Diagnostics;

namespace Archive.Testing;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, reached by a socket in that folder. The server runs for nobody who
/// is root: then it is started as the user that its package made.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public string ConnectionString => $"Host={_folder.Path};Username=archive;Database=postgres;Include Error Detail=true";

    private string Data => Path.Combine(_folder.Path, "data");

    /// <summary>Where the package has its programs, of the newest version there is.</summary>
    private static string Programs { get; } =
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        ?? throw new InvalidOperationException("PostgreSQL is not installed; test.sh installs it.");

    public async Task StartAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", _folder.Path);
        await RunServerProgramAsync("initdb", "-D", Data, "-U", "archive", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await StartAgainAsync();
    }

    /// <summary>It is not there for a while; what was committed stays.</summary>
    public Task StopAsync() => RunServerProgramAsync("pg_ctl", "-D", Data, "-m", "fast", "-w", "stop");

    public Task StartAgainAsync() => RunServerProgramAsync(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder.Path, "log"), "-o", $"-k {_folder.Path} -c listen_addresses='' -c fsync=off", "start");

    public async ValueTask DisposeAsync()
    {
        await RunServerProgramAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");
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
        using var deadline = new CancellationTokenSource(StartDeadline);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
