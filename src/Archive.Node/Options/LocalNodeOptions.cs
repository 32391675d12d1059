using System.Net;
using Archive.Cli;
using Archive.Cli.Peers;
using Archive.Protocol.Connections;
using Archive.Protocol.Pdu;
using Archive.Storage;
using Archive.Storage.Database.SqlServer;
using Archive.Storage.Stores;

namespace Archive.Node.Options;

/// <summary>What the commands ask of the options.</summary>
internal sealed class LocalNodeOptions(ArchiveOptions options) : INodeOptions
{
    public Uri HttpAddress =>
        new($"http://{new IPEndPoint(LocalAddress.ToCall(OptionText.Address(options.Http.BindAddress, "Archive:Http:BindAddress")), options.Http.Port)}");

    public AeTitle AeTitle => OptionText.AeTitle(options.AeTitle, "Archive:AeTitle");

    public IPEndPoint DicomEndPoint => new(OptionText.Address(options.Dicom.BindAddress, "Archive:Dicom:BindAddress"), options.Dicom.Port);

    public DataDirectoryOptions DataDirectory => new()
    {
        Directory = options.DataDirectory,
        PostgreSql = ServerOf(DatabaseProvider.PostgreSql),
        SqlServer = ServerOf(DatabaseProvider.SqlServer),
        VolumeBytes = options.Storage.VolumeBytes,
        LargeObjectBytes = options.Storage.LargeObjectBytes,
        MinimumFreeBytes = options.Storage.MinimumFreeBytes,
        MemoryBudgetBytes = options.Ingest.MemoryBudgetBytes,
        IndexReaders = options.Storage.IndexReaders,
        ReadThreads = options.Storage.ReadThreads,
        LargeObjectThreads = options.Storage.LargeObjectThreads,
    };

    public IPeerAdministration OpenPeers() => DataDirectory.Shared is { } database
        ? PeerAdministration.Open(options, database)
        : throw new StartException("With Archive:Database:Provider Sqlite the peers stand in the options: "
            + "change Archive:Peers in appsettings.json, then start the node again.");

    public async ValueTask<AeTitle?> FindCallingTitleAsync(AeTitle called, string host, int port, CancellationToken cancellationToken)
    {
        if (DataDirectory.Shared is not { } database)
            return CallingTitles.ForCommand(options, options.Peers, called, host, port);
        await using var shared = PeerAdministration.Open(options, database);
        return CallingTitles.ForCommand(options, await shared.ReadAsync(cancellationToken), called, host, port);
    }

    private string? ServerOf(DatabaseProvider provider)
    {
        var (chosen, connectionString) = (options.Database.Provider, options.Database.ConnectionString);
        if (chosen == DatabaseProvider.Sqlite && connectionString.Length > 0)
        {
            throw new StartException(
                "Archive:Database:ConnectionString is given, but journal and index are kept in a file: set Archive:Database:Provider to PostgreSql or SqlServer, or leave it out.");
        }

        if (chosen != provider)
            return null;
        if (connectionString.Length == 0)
        {
            throw new StartException(
                $"Archive:Database:ConnectionString is empty: say how the server is reached, for example {(provider == DatabaseProvider.SqlServer ? "Server=db;User ID" : "Host=db;Username")}=archive;Password=…;Database=archive.");
        }

        if (provider == DatabaseProvider.SqlServer)
            CheckDriver();
        return connectionString;
    }

    private static void CheckDriver()
    {
        try
        {
            SqlServerDriver.Check();
        }
        catch (StorageFailedException e)
        {
            throw new StartException($"Archive:Database:Provider is SqlServer. {e.Message}", e);
        }
    }
}
