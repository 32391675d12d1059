using System.Globalization;

namespace Archive.LoadTests.Servers;

/// <summary>This archive: everything durable and indexed.</summary>
internal static class ArchiveServer
{
    public const int FirstPort = 11412;

    /// <param name="executable">As built.</param>
    /// <param name="port">For one of several that run at once.</param>
    /// <param name="options">More of its options, as <c>--Archive:Name=value</c>.</param>
    /// <param name="environment">Settings of the runtime and of the archive.</param>
    public static Contender At(
        string executable, string name = "archive", int port = FirstPort, IReadOnlyList<string>? options = null, IReadOnlyDictionary<string, string>? environment = null) =>
        new(name, "ARCHIVE", port, () => Tool.RunAsync(Path.GetFullPath(executable), ["--version"]), directory => ServerProcess.StartAsync(
            executable,
            [
                string.Create(CultureInfo.InvariantCulture, $"--Archive:Dicom:Port={port}"), "--Archive:Http:Port=0", $"--Archive:DataDirectory={directory}", .. options ?? [],
            ],
            port,
            environment));
}
