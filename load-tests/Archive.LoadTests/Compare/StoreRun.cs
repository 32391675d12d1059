using System.Diagnostics;
using System.Text.RegularExpressions;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>Several <c>storescu</c> at once, each sending one folder; objects count when they were answered Success.</summary>
internal static partial class StoreRun
{
    public static async Task<(int Successes, double Seconds)> SendAsync(
        Contender contender, IReadOnlyList<string> folders, bool noDelay, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var successes = await Task.WhenAll(folders.Select(folder => SendFolderAsync(contender, folder, noDelay, cancellationToken)));
        return (successes.Sum(), clock.Elapsed.TotalSeconds);
    }

    private static async Task<int> SendFolderAsync(Contender contender, string folder, bool noDelay, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo("storescu",
        [
            "-v", "-pdu", "131072", "+sd", "-aet", "COMPARE", "-aec", contender.AeTitle,
            "127.0.0.1", contender.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), folder,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        if (noDelay)
            info.Environment["TCP_NODELAY"] = "1";
        else
            info.Environment.Remove("TCP_NODELAY");
        using var process = Process.Start(info) ?? throw new InvalidOperationException("storescu did not start.");
        await using var stop = cancellationToken.Register(() => process.Kill());
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return SuccessLine().Count(await output) + SuccessLine().Count(await errors);
    }

    [GeneratedRegex(@"Received Store Response \(Success\)")]
    private static partial Regex SuccessLine();
}
