using System.Globalization;

namespace Archive.LoadTests.Servers;

/// <summary>This archive: everything durable and indexed.</summary>
internal static class ArchiveServer
{
    public const int FirstPort = 11412;
    private const int DatabasePort = 11417;
    private const int FirstPostgresPort = 11441;

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

    /// <summary>Some nodes on one PostgreSQL cluster that syncs its commits, which counts as part of the server.</summary>
    public static Contender OnPostgres(string executable, string name, int nodes) =>
        new(name, "ARCHIVE", FirstPostgresPort, () => GetVersionWithPostgresAsync(executable), async directory =>
        {
            var database = await PostgresCluster.StartAsync(Path.Combine(directory, "postgresql"), DatabasePort, isDurable: true);
            var started = new List<ServerProcess>();
            try
            {
                for (var i = 0; i < nodes; i++)
                    started.Add(await StartOnPostgresAsync(executable, directory, FirstPostgresPort + i));
                return started[0].With(started.Skip(1)).With(database);
            }
            catch
            {
                foreach (var node in started)
                    await node.DisposeAsync();
                await database.DisposeAsync();
                throw;
            }
        })
        {
            Ports = [.. Enumerable.Range(FirstPostgresPort, nodes)],
        };

    /// <summary>Moves an index from the embedded database to a PostgreSQL cluster where <see cref="OnPostgres"/> starts one. Returns what the command says.</summary>
    public static async Task<string> MoveToPostgresAsync(string executable, string directory)
    {
        await using var database = await PostgresCluster.StartAsync(Path.Combine(directory, "postgresql"), DatabasePort, isDurable: true);
        var said = await Tool.RunAsync(Path.GetFullPath(executable), ["copy-index", .. OptionsOnPostgres(Path.GetFullPath(directory))]);
        await database.AnalyzeAsync();
        return said;
    }

    private static Task<ServerProcess> StartOnPostgresAsync(string executable, string directory, int port) => ServerProcess.StartAsync(
        executable,
        [string.Create(CultureInfo.InvariantCulture, $"--Archive:Dicom:Port={port}"), "--Archive:Http:Port=0", .. OptionsOnPostgres(directory)],
        port);

    private static string[] OptionsOnPostgres(string directory) =>
    [
        $"--Archive:DataDirectory={directory}", "--Archive:Database:Provider=PostgreSql",
        string.Create(CultureInfo.InvariantCulture,
            $"--Archive:Database:ConnectionString=Host=127.0.0.1;Port={DatabasePort};Username={PostgresCluster.User};Database={PostgresCluster.Database}"),
    ];

    private static async Task<string> GetVersionWithPostgresAsync(string executable) =>
        $"{await Tool.RunAsync(Path.GetFullPath(executable), ["--version"])}, {await PostgresCluster.GetVersionAsync()}";
}
