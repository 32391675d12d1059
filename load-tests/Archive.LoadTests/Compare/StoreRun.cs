using System.Diagnostics;
using System.Globalization;
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
        var successes = await Task.WhenAll(folders.Select((folder, i) =>
            SendFolderAsync(contender, contender.Ports[i % contender.Ports.Count], folder, noDelay, cancellationToken)));
        return (successes.Sum(), clock.Elapsed.TotalSeconds);
    }

    private static async Task<int> SendFolderAsync(Contender contender, int port, string folder, bool noDelay, CancellationToken cancellationToken)
    {
        var output = await Tool.RunDcmtkAsync(
            "storescu",
            [
                "-v", "-pdu", "131072", "+sd", "-aet", "COMPARE", "-aec", contender.AeTitle,
                "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), folder,
            ],
            noDelay,
            cancellationToken);
        return SuccessLine().Count(output);
    }

    [GeneratedRegex(@"Received Store Response \(Success\)")]
    private static partial Regex SuccessLine();
}
