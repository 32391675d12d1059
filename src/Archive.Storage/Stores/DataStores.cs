using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Storage.Stores;

/// <summary>What lies in the data directory, opened for this process alone.</summary>
public sealed class DataStores : IAsyncDisposable
{
    private readonly DataDirectoryLock _lock;
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;
    private bool _isClosed;

    private DataStores(string directory, DataDirectoryLock directoryLock, SqliteDatabase database, SqliteJournal journal, VolumeStore blobs, MemoryBudget budget, ArchiveHealth health)
    {
        Directory = directory;
        _lock = directoryLock;
        _database = database;
        _journal = journal;
        Blobs = blobs;
        Budget = budget;
        Health = health;
        var index = new SqliteIndex(database);
        (Index, Snapshots) = (index, index);
    }

    public string Directory { get; }

    public VolumeStore Blobs { get; }

    public MemoryBudget Budget { get; }

    public ArchiveHealth Health { get; }

    public IJournal Journal => _journal;

    public IJournalFeed JournalFeed => _journal;

    public IArchiveIndex Index { get; }

    public IStudySnapshots Snapshots { get; }

    /// <exception cref="DataDirectoryUnusableException">Another process has the directory, or it cannot be used.</exception>
    public static DataStores Open(DataDirectoryOptions options)
    {
        var directory = Path.GetFullPath(options.Directory);
        DataDirectoryLock? directoryLock = null;
        SqliteDatabase? database = null;
        try
        {
            directoryLock = DataDirectoryLock.Acquire(directory);
            var health = new ArchiveHealth();
            database = SqliteDatabase.Open(Path.Combine(directory, "archive.db"), new SqliteDatabaseOptions { MaxReaders = options.IndexReaders }, health);
            var budget = new MemoryBudget(options.MemoryBudgetBytes);
            var blobs = VolumeStore.Open(
                new VolumeStoreOptions
                {
                    Directory = Path.Combine(directory, "volumes"),
                    VolumeBytes = options.VolumeBytes,
                    LargeObjectBytes = options.LargeObjectBytes,
                    MinimumFreeBytes = options.MinimumFreeBytes,
                    ReadThreads = options.ReadThreads,
                    LargeObjectThreads = options.LargeObjectThreads,
                },
                budget,
                health: health);
            return new DataStores(directory, directoryLock, database, new SqliteJournal(database), blobs, budget, health);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataDirectoryInUseException or SchemaTooNewException or StorageFailedException)
        {
            database?.Dispose();
            directoryLock?.Dispose();
            throw new DataDirectoryUnusableException(e is DataDirectoryInUseException ? e.Message : $"The data directory {directory} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>What is in flight is written, and the directory is another process's to have. Does nothing the second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _journal.Dispose();
        await Blobs.DisposeAsync();
        _database.Dispose();
        _lock.Dispose();
    }
}
