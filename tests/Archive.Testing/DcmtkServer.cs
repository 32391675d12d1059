using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Archive.Testing;

/// <summary>A DCMTK server on a loopback port, ended with the test.</summary>
public sealed class DcmtkServer : IAsyncDisposable
{
    /// <summary>AE title of <see cref="QueryRetrieveScpAsync"/>.</summary>
    public const string QueryRetrieveTitle = "DCMQRSCP";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TemporaryFolder _folder;
    private readonly ConcurrentQueue<string> _log = new();

    private DcmtkServer(Process process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
        process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? string.Empty);
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>What it printed so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>The files that it received.</summary>
    public IReadOnlyList<string> ReceivedFiles => Directory.GetFiles(_folder.Path, "*.*").Where(path => Path.GetExtension(path) != ".cfg").ToList();

    /// <summary>A storescp that writes what it receives.</summary>
    public static Task<DcmtkServer> StoreScpAsync(params string[] options) => StoreScpAsync(FreePort.Next(), options);

    /// <inheritdoc cref="StoreScpAsync(string[])"/>
    /// <param name="port">Where its peer expects it.</param>
    public static Task<DcmtkServer> StoreScpAsync(int port, params string[] options) =>
        StartAsync("storescp", port, folder => [.. options, "--output-directory", folder.Path, $"{port}"]);

    /// <summary>A storescp at the far end of a line.</summary>
    public static async Task<DcmtkServer> StoreScpAsync(SlowLine line, params string[] options)
    {
        var (folder, port) = (new TemporaryFolder(), FreePort.Next());
        var server = new DcmtkServer(DcmtkTool.Start("ip", line.AtFarEnd("storescp", [.. options, "--output-directory", folder.Path, $"{port}"])), folder, port);
        try
        {
            await server.WaitUntilAnsweringAsync(line.Far);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A dcmqrscp with an empty database, which may send to one other server. It forks for every association: with
    /// --single-process, that of DCMTK 3.6.7 crashes after the first.
    /// </summary>
    public static Task<DcmtkServer> QueryRetrieveScpAsync(string moveDestination = "NOBODY", int moveDestinationPort = 104)
    {
        var port = FreePort.Next();
        return StartAsync("dcmqrscp", port, folder =>
        {
            Directory.CreateDirectory(folder["database"]);
            File.WriteAllText(folder["dcmqrscp.cfg"], $"""
                NetworkTCPPort  = {port}
                MaxPDUSize      = 131072
                MaxAssociations = 16
                HostTable BEGIN
                destination = ({moveDestination}, 127.0.0.1, {moveDestinationPort})
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                {QueryRetrieveTitle} {folder["database"]} RW (500, 1024mb) ANY
                AETable END

                """);
            return ["--config", folder["dcmqrscp.cfg"]];
        });
    }

    /// <summary>A wlmscpfs that answers from the files of a folder: in it one for each AE title by which it is called.</summary>
    public static Task<DcmtkServer> WorklistScpAsync(string files)
    {
        var port = FreePort.Next();
        return StartAsync("wlmscpfs", port, _ => ["--data-files-path", files, $"{port}"]);
    }

    /// <summary>Makes it stand still as a process that hangs: its system goes on.</summary>
    public Task SuspendAsync() => DcmtkTool.RunAsync("kill", "-STOP", $"{_process.Id}");

    /// <summary>Kills it, as a peer that loses its power.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<DcmtkServer> StartAsync(string tool, int port, Func<TemporaryFolder, IReadOnlyList<string>> arguments)
    {
        var folder = new TemporaryFolder();
        var server = new DcmtkServer(DcmtkTool.Start(tool, arguments(folder)), folder, port);
        try
        {
            await server.WaitUntilListeningAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task WaitUntilListeningAsync()
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        while (!_process.HasExited)
        {
            // A connection to try would be one to serve, of which dcmqrscp may end.
            if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == Port))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with exit code {_process.ExitCode}: {Log}");
    }

    /// <summary>Listeners of another network cannot be listed here: one that takes a connection listens.</summary>
    private async Task WaitUntilAnsweringAsync(string host)
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        while (!_process.HasExited)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(host, Port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
            }
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with exit code {_process.ExitCode}: {Log}");
    }
}
