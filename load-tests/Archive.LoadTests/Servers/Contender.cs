using System.Globalization;
using Archive.Protocol.Client;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Servers;

/// <summary>A server that can be measured.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="StartAsync">Starts it on an empty directory.</param>
internal sealed record Contender(string Name, string AeTitle, int Port, Func<string, Task<ServerProcess>> StartAsync)
{
    public const int StoreScpPort = 11414;

    private static readonly Dictionary<string, string> NoDelay = new(StringComparer.Ordinal) { ["TCP_NODELAY"] = "1" };

    /// <summary>This archive as built: everything durable and indexed.</summary>
    /// <param name="options">More of its options, as <c>--Archive:Name=value</c>.</param>
    public static Contender Archive(string nodeExecutable, int port = 11412, params string[] options) => new("archive", "ARCHIVE", port, directory => ServerProcess.StartAsync(
        nodeExecutable,
        [$"--Archive:Dicom:Port={port}", "--Archive:Http:Port=0", $"--Archive:DataDirectory={directory}", .. options],
        port,
        new Dictionary<string, string>(StringComparer.Ordinal)));

    /// <summary>
    /// Debian's Orthanc on its SQLite index with long PDUs and Nagle's algorithm off. Tuned, it gives up what slows it: objects
    /// are no longer written through to the disk, and have no checksum. It answers queries without limit and from its index
    /// alone, and knows STORESCP as a destination.
    /// </summary>
    public static Contender Orthanc(bool isTuned) => new(isTuned ? "orthanc, no fsync" : "orthanc", "ORTHANC", 11413, path =>
    {
        var directory = Directory.CreateDirectory(path).FullName; // it takes others as relative to its configuration
        var configuration = Path.Combine(directory, "orthanc.json");
        var keeps = isTuned ? "false" : "true";
        File.WriteAllText(configuration, $$"""
            {
              "Name": "comparison", "StorageDirectory": "{{directory}}/db", "IndexDirectory": "{{directory}}/db",
              "DicomServerEnabled": true, "DicomAet": "ORTHANC", "DicomCheckCalledAet": false, "DicomPort": 11413,
              "DicomAlwaysAllowStore": true, "DicomThreadsCount": 8, "MaximumPduLength": 131072, "TcpNoDelay": true,
              "DicomAlwaysAllowFind": true, "DicomAlwaysAllowMove": true, "DicomModalities": { "storescp": ["STORESCP", "127.0.0.1", {{StoreScpPort}}] },
              "DicomScpTimeout": 600, "LimitFindResults": 0, "LimitFindInstances": 0, "StorageAccessOnFind": "Never",
              "HttpServerEnabled": false, "Plugins": [], "SaveJobs": false, "OverwriteInstances": false, "StableAge": 600,
              "SyncStorageArea": {{keeps}}, "StoreMD5ForAttachments": {{keeps}}
            }
            """);
        return ServerProcess.StartAsync("Orthanc", [configuration], 11413, NoDelay);
    });

    /// <summary>DCMTK storescp, one process an association: writes files, keeps no index, never syncs.</summary>
    /// <param name="keepsBytes">Writes the data set as it comes and does not decode it.</param>
    public static Contender StoreScp(bool keepsBytes = false) => new("storescp", "STORESCP", StoreScpPort, directory =>
    {
        Directory.CreateDirectory(directory);
        return ServerProcess.StartAsync(
            "storescp", ["--fork", .. (string[])(keepsBytes ? ["+B"] : []), "--max-pdu", "131072", "--output-directory", directory, StoreScpPort.ToString(CultureInfo.InvariantCulture)],
            StoreScpPort,
            NoDelay);
    });

    public AeTitle Called => new(AeTitle);

    /// <summary>What it takes to call it; contexts are to be proposed.</summary>
    public ScuAssociationOptions Call(string callingAeTitle) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        CalledAeTitle = Called,
        CallingAeTitle = new AeTitle(callingAeTitle),
    };
}
