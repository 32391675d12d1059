namespace Archive.LoadTests.Servers;

/// <summary>
/// Debian's Orthanc with long PDUs and Nagle's algorithm off. It answers queries without limit and from its index alone, and
/// knows STORESCP as a destination.
/// </summary>
internal static class OrthancServer
{
    private const int Port = 11413;
    private const int PortOnPostgres = 11415;
    private const int PostgresPort = 11416;
    private const string Plugin = "/usr/share/orthanc/plugins/libOrthancPostgreSQLIndex.so";

    /// <summary>Files are written through to the disk, the index by SQLite's own rules.</summary>
    public static Contender OnSqlite { get; } = new("Orthanc, SQLite", "ORTHANC", Port, GetVersionAsync, path => StartAsync(path, Port, writesThrough: true, ""));

    /// <summary>Gives up what slows it: objects are not written through to the disk and have no checksum.</summary>
    public static Contender OnSqliteUnsynced { get; } =
        new("Orthanc, SQLite, no fsync", "ORTHANC", Port, GetVersionAsync, path => StartAsync(path, Port, writesThrough: false, ""));

    /// <summary>Files are written through to the disk, the index is a database's that keeps what it has committed.</summary>
    public static Contender OnPostgres { get; } = NewOnPostgres("Orthanc, PostgreSQL", isDurable: true);

    /// <summary>To be filled fast.</summary>
    public static Contender OnPostgresUnsynced { get; } = NewOnPostgres("Orthanc, PostgreSQL, no fsync", isDurable: false);

    private static Contender NewOnPostgres(string name, bool isDurable) => new(name, "ORTHANC", PortOnPostgres, GetVersionWithPostgresAsync, async path =>
    {
        var database = await PostgresCluster.StartAsync(Path.Combine(path, "postgresql"), PostgresPort, isDurable);
        try
        {
            var server = await StartAsync(path, PortOnPostgres, isDurable, $$"""
                "PostgreSQL": {
                  "EnableIndex": true, "EnableStorage": false, "Host": "127.0.0.1", "Port": {{PostgresPort}},
                  "Database": "{{PostgresCluster.Database}}", "Username": "{{PostgresCluster.User}}", "Password": "none",
                  "EnableSsl": false, "Lock": false, "IndexConnectionsCount": 1
                },
                """);
            return server.With(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    });

    private static Task<ServerProcess> StartAsync(string path, int port, bool writesThrough, string database)
    {
        var directory = Directory.CreateDirectory(path).FullName; // it takes others as relative to its configuration
        var configuration = Path.Combine(directory, "orthanc.json");
        var keeps = writesThrough ? "true" : "false";
        File.WriteAllText(configuration, $$"""
            {
              "Name": "comparison", "StorageDirectory": "{{directory}}/db", "IndexDirectory": "{{directory}}/db",
              "DicomServerEnabled": true, "DicomAet": "ORTHANC", "DicomCheckCalledAet": false, "DicomPort": {{port}},
              "DicomAlwaysAllowStore": true, "DicomThreadsCount": 8, "MaximumPduLength": 131072, "TcpNoDelay": true,
              "DicomAlwaysAllowFind": true, "DicomAlwaysAllowMove": true, "DicomModalities": { "storescp": ["STORESCP", "127.0.0.1", {{StoreScpServer.Port}}] },
              "DicomScpTimeout": 600, "LimitFindResults": 0, "LimitFindInstances": 0, "StorageAccessOnFind": "Never",
              "HttpServerEnabled": false, "SaveJobs": false, "OverwriteInstances": false, "StableAge": 600,
              "Plugins": [{{(database.Length > 0 ? $"\"{Plugin}\"" : "")}}], {{database}}
              "SyncStorageArea": {{keeps}}, "StoreMD5ForAttachments": {{keeps}}
            }
            """);
        return ServerProcess.StartAsync("Orthanc", [configuration], port, new Dictionary<string, string>(StringComparer.Ordinal) { ["TCP_NODELAY"] = "1" });
    }

    private static Task<string> GetVersionAsync() => Tool.RunAsync("Orthanc", ["--version"]);

    private static async Task<string> GetVersionWithPostgresAsync() => $"{await GetVersionAsync()}, {await PostgresCluster.GetVersionAsync()}";
}
