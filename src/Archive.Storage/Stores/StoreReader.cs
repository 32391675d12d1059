using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;

namespace Archive.Storage.Stores;

/// <summary>What an archive keeps, to be read beside nodes that run: takes no lock and changes nothing.</summary>
public sealed class StoreReader : IAsyncDisposable
{
    private readonly IAsyncDisposable? _server;
    private readonly IDisposable? _file;

    private StoreReader(ServerDatabase server, VolumeFiles volumes) => (_server, Index, Volumes) = (server, server.OpenIndex(), volumes);

    private StoreReader(SqliteReadOnlyDatabase file, VolumeFiles volumes) => (_file, Index, Volumes) = (file, file.Index, volumes);

    public IArchiveIndex Index { get; }

    public VolumeFiles Volumes { get; }

    /// <exception cref="DataDirectoryUnusableException">There is no archive there, or it cannot be read.</exception>
    public static async Task<StoreReader> OpenAsync(DataDirectoryOptions options, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(options.Directory);
        try
        {
            var volumes = Path.Combine(directory, "volumes");
            return options.Shared is { } shared
                ? new StoreReader(await shared.OpenToReadAsync(readers: 1, cancellationToken), new VolumeFiles(volumes))
                : new StoreReader(SqliteReadOnlyDatabase.Open(OpenSqlite.PathIn(directory)), new VolumeFiles(volumes));
        }
        catch (Exception e) when (e is StorageFailedException or StorageUnavailableException or SchemaTooNewException)
        {
            throw new DataDirectoryUnusableException($"The data directory {directory} cannot be read: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Volumes.Dispose();
        _file?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
