using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Storage.Stores;

/// <summary>What lies in the data directory, opened for this process alone.</summary>
public sealed class DataStores : IAsyncDisposable
{
    private readonly DataDirectoryLock _lock;
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;

    private DataStores(string directory, DataDirectoryLock directoryLock, SqliteDatabase database, SqliteJournal journal, VolumeStore blobs, MemoryBudget budget)
    {
        Directory = directory;
        _lock = directoryLock;
        _database = database;
        _journal = journal;
        Blobs = blobs;
        Budget = budget;
        Index = new SqliteIndex(database);
    }

    public string Directory { get; }

    public VolumeStore Blobs { get; }

    public MemoryBudget Budget { get; }

    public IJournal Journal => _journal;

    public IArchiveIndex Index { get; }

    /// <exception cref="DataDirectoryUnusableException">Another process has the directory, or it cannot be used.</exception>
    public static DataStores Open(DataDirectoryOptions options)
    {
        var directory = Path.GetFullPath(options.Directory);
        DataDirectoryLock? directoryLock = null;
        SqliteDatabase? database = null;
        try
        {
            directoryLock = DataDirectoryLock.Acquire(directory);
            database = SqliteDatabase.Open(Path.Combine(directory, "archive.db"));
            var budget = new MemoryBudget(options.MemoryBudgetBytes);
            var blobs = VolumeStore.Open(
                new VolumeStoreOptions
                {
                    Directory = Path.Combine(directory, "volumes"),
                    VolumeBytes = options.VolumeBytes,
                    LargeObjectBytes = options.LargeObjectBytes,
                    MinimumFreeBytes = options.MinimumFreeBytes,
                },
                budget);
            return new DataStores(directory, directoryLock, database, new SqliteJournal(database), blobs, budget);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataDirectoryInUseException or SchemaTooNewException or StorageFailedException)
        {
            database?.Dispose();
            directoryLock?.Dispose();
            throw new DataDirectoryUnusableException(e is DataDirectoryInUseException ? e.Message : $"The data directory {directory} cannot be used: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        await Blobs.DisposeAsync();
        _database.Dispose();
        _lock.Dispose();
    }
}
