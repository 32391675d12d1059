using System.Diagnostics;
using System.Globalization;

namespace Archive.LoadTests.Servers;

/// <summary>Runs a command line tool to its end.</summary>
internal static class Tool
{
    /// <summary>Runs one of DCMTK's tools and returns what it wrote. How it ended is for the caller to read there.</summary>
    /// <param name="noDelay">Switches Nagle's algorithm off, which the tools leave on.</param>
    public static async Task<string> RunDcmtkAsync(string name, IEnumerable<string> arguments, bool noDelay, CancellationToken cancellationToken) =>
        (await RunAsync(new ProcessStartInfo(name, arguments) { Environment = { ["TCP_NODELAY"] = noDelay ? "1" : null } }, cancellationToken)).Output;

    /// <summary>Returns the first line of what the tool wrote.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments)
    {
        var (exitCode, output) = await RunAsync(new ProcessStartInfo(name, arguments) { WorkingDirectory = "/" }, CancellationToken.None);
        return exitCode == 0
            ? output.Split('\n')[0]
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{name} ended with {exitCode}: {output}"));
    }

    /// <summary>Whether the tool ends with 0.</summary>
    public static async Task<bool> SucceedsAsync(string name, IEnumerable<string> arguments) =>
        (await RunAsync(new ProcessStartInfo(name, arguments) { WorkingDirectory = "/" }, CancellationToken.None)).ExitCode == 0;

    private static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo info, CancellationToken cancellationToken)
    {
        (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start.");
        await using var stop = cancellationToken.Register(() => process.Kill());
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output + await errors);
    }
}
