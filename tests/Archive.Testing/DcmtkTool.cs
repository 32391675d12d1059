using System.Diagnostics;

namespace Archive.Testing;

/// <summary>Runs the command line tools of DCMTK, which play the peers that the archive does not share a line of code with.</summary>
public static class DcmtkTool
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="TimeoutException">It did not end; it was killed.</exception>
    public static Task<DcmtkResult> RunAsync(string tool, params string[] arguments) => RunAsync(tool, DefaultTimeout, arguments);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    public static async Task<DcmtkResult> RunAsync(string tool, TimeSpan timeout, params string[] arguments)
    {
        using var process = Start(tool, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException canceled)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{tool} did not end within {timeout}.", canceled);
        }

        return new DcmtkResult(process.ExitCode, await output + await error);
    }

    /// <summary>Whether a tool is on the path.</summary>
    public static bool IsInstalled(string tool) => Find(tool) is not null;

    /// <summary>Starts a tool; what it prints waits to be read.</summary>
    public static Process Start(string tool, params IEnumerable<string> arguments)
    {
        var path = Find(tool) ?? throw new InvalidOperationException($"DCMTK's {tool} is not on the path; install it (Debian: apt-get install dcmtk).");
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // With Nagle's algorithm on, sender and receiver wait 40 ms for each other at every message.
        start.Environment["TCP_NODELAY"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start.");
    }

    private static string? Find(string tool) => Environment.GetEnvironmentVariable("PATH")?
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, tool))
        .FirstOrDefault(File.Exists);
}
