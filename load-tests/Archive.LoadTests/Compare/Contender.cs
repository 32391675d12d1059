namespace Archive.LoadTests.Compare;

/// <summary>A server that can be measured.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="StartAsync">Starts it on an empty directory.</param>
internal sealed record Contender(string Name, string AeTitle, int Port, Func<string, Task<ServerProcess>> StartAsync)
{
    private static readonly Dictionary<string, string> NoDelay = new(StringComparer.Ordinal) { ["TCP_NODELAY"] = "1" };

    /// <summary>This archive as built: everything durable and indexed.</summary>
    public static Contender Archive(string nodeExecutable) => new("archive", "ARCHIVE", 11412, directory => ServerProcess.StartAsync(
        nodeExecutable,
        ["--Archive:Dicom:Port=11412", "--Archive:Http:Port=0", $"--Archive:DataDirectory={directory}"],
        11412,
        new Dictionary<string, string>(StringComparer.Ordinal)));

    /// <summary>
    /// Debian's Orthanc on its SQLite index with long PDUs and Nagle's algorithm off. Tuned, it gives up what slows it: objects
    /// are no longer written through to the disk, and have no checksum.
    /// </summary>
    public static Contender Orthanc(bool isTuned) => new(isTuned ? "orthanc, no fsync" : "orthanc", "ORTHANC", 11413, directory =>
    {
        Directory.CreateDirectory(directory);
        var configuration = Path.Combine(directory, "orthanc.json");
        var keeps = isTuned ? "false" : "true";
        File.WriteAllText(configuration, $$"""
            {
              "Name": "comparison", "StorageDirectory": "{{directory}}/db", "IndexDirectory": "{{directory}}/db",
              "DicomServerEnabled": true, "DicomAet": "ORTHANC", "DicomCheckCalledAet": false, "DicomPort": 11413,
              "DicomAlwaysAllowStore": true, "DicomThreadsCount": 8, "MaximumPduLength": 131072, "TcpNoDelay": true,
              "HttpServerEnabled": false, "Plugins": [], "SaveJobs": false, "OverwriteInstances": false, "StableAge": 600,
              "SyncStorageArea": {{keeps}}, "StoreMD5ForAttachments": {{keeps}}
            }
            """);
        return ServerProcess.StartAsync("Orthanc", [configuration], 11413, NoDelay);
    });

    /// <summary>DCMTK storescp, one process an association: writes files, keeps no index, never syncs.</summary>
    public static Contender StoreScp() => new("storescp", "STORESCP", 11414, directory =>
    {
        Directory.CreateDirectory(directory);
        return ServerProcess.StartAsync(
            "storescp", ["--fork", "--max-pdu", "131072", "--output-directory", directory, "11414"], 11414, NoDelay);
    });
}
