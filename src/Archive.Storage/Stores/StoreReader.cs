using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;

namespace Archive.Storage.Stores;

/// <summary>What lies in the data directory, to be read beside a node that runs: takes no lock and changes nothing.</summary>
public sealed class StoreReader : IDisposable
{
    private readonly SqliteReadOnlyDatabase _database;

    private StoreReader(SqliteReadOnlyDatabase database, VolumeFiles volumes)
    {
        _database = database;
        Volumes = volumes;
    }

    public IArchiveIndex Index => _database.Index;

    public VolumeFiles Volumes { get; }

    /// <exception cref="DataDirectoryUnusableException">There is no archive there, or it cannot be read.</exception>
    public static StoreReader Open(string dataDirectory)
    {
        var directory = Path.GetFullPath(dataDirectory);
        try
        {
            return new StoreReader(SqliteReadOnlyDatabase.Open(Path.Combine(directory, "archive.db")), new VolumeFiles(Path.Combine(directory, "volumes")));
        }
        catch (Exception e) when (e is StorageFailedException or SchemaTooNewException)
        {
            throw new DataDirectoryUnusableException($"The data directory {directory} cannot be read: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        Volumes.Dispose();
        _database.Dispose();
    }
}
