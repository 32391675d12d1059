using System.Diagnostics;

namespace Archive.LoadTests.Servers;

/// <summary>Runs one of DCMTK's command line tools.</summary>
internal static class DcmtkTool
{
    /// <summary>Returns what it wrote. How it ended is for the caller to read there.</summary>
    /// <param name="noDelay">Switches Nagle's algorithm off, which the tools leave on.</param>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, bool noDelay, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (noDelay)
            info.Environment["TCP_NODELAY"] = "1";
        else
            info.Environment.Remove("TCP_NODELAY");
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{name} did not start.");
        await using var stop = cancellationToken.Register(() => process.Kill());
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return await output + await errors;
    }
}
