using System.Diagnostics;

namespace Archive.Testing;

/// <summary>
/// A shell that cleans up when this is disposed, and also when this process is killed: what a test makes of the machine's own
/// (mounts, loop devices, networks) is not left behind.
/// </summary>
internal sealed class Guard : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _shell;

    /// <param name="cleanUp">Commands of the shell.</param>
    /// <param name="arguments">Their <c>$1</c> and so on.</param>
    public Guard(string cleanUp, params IEnumerable<string> arguments) =>
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"trap '' INT TERM HUP; read -r _; {cleanUp}", "guard", .. arguments])
        {
            RedirectStandardInput = true,
        }) ?? throw new InvalidOperationException("/bin/sh did not start.");

    /// <summary>Returns when everything is cleaned up.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await _shell.WaitForExitAsync(limit.Token);
        _shell.Dispose();
    }
}
