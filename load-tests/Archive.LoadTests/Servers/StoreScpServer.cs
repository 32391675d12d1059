using System.Globalization;

namespace Archive.LoadTests.Servers;

/// <summary>DCMTK storescp, a process for each association: writes the bytes as they come into files, keeps no index, never syncs.</summary>
internal static class StoreScpServer
{
    public const int Port = 11414;

    public static Contender Contender { get; } = new("storescp +B", "STORESCP", Port, GetVersionAsync, directory =>
    {
        Directory.CreateDirectory(directory);
        return ServerProcess.StartAsync(
            "storescp", ["--fork", "+B", "--max-pdu", "131072", "--output-directory", directory, Port.ToString(CultureInfo.InvariantCulture)],
            Port,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["TCP_NODELAY"] = "1" });
    });

    // "$dcmtk: storescp v3.6.7 2022-04-22 $"
    private static async Task<string> GetVersionAsync() => (await Tool.RunAsync("storescp", ["--version"])).Trim('$', ' ');
}
