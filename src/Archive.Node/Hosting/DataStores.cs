using Archive.Node.Options;
using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Node.Hosting;

/// <summary>What lies in the data directory, opened for this process alone.</summary>
internal sealed class DataStores : IAsyncDisposable
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

    /// <exception cref="StartException">Another process has the directory, or it cannot be used.</exception>
    public static DataStores Open(ArchiveOptions options)
    {
        var directory = Path.GetFullPath(options.DataDirectory);
        DataDirectoryLock? directoryLock = null;
        SqliteDatabase? database = null;
        try
        {
            directoryLock = DataDirectoryLock.Acquire(directory);
            database = SqliteDatabase.Open(Path.Combine(directory, "archive.db"));
            var budget = new MemoryBudget(options.Ingest.MemoryBudgetBytes);
            var blobs = VolumeStore.Open(
                new VolumeStoreOptions
                {
                    Directory = Path.Combine(directory, "volumes"),
                    VolumeBytes = options.Storage.VolumeBytes,
                    LargeObjectBytes = options.Storage.LargeObjectBytes,
                    MinimumFreeBytes = options.Storage.MinimumFreeBytes,
                },
                budget);
            return new DataStores(directory, directoryLock, database, new SqliteJournal(database), blobs, budget);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataDirectoryInUseException or SchemaTooNewException or Storage.StorageFailedException)
        {
            database?.Dispose();
            directoryLock?.Dispose();
            throw new StartException(e is DataDirectoryInUseException ? e.Message : $"The data directory {directory} cannot be used: {e.Message}", e);
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
