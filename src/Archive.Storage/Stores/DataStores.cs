using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Archive.Storage.Workflow;

namespace Archive.Storage.Stores;

/// <summary>What an archive keeps, opened to be written: the volumes of the data directory, and the database.</summary>
public sealed class DataStores : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly DataDirectoryLock? _lock;
    private readonly IOpenDatabase _database;
    private bool _isClosed;

    private DataStores(string directory, DataDirectoryLock? directoryLock, IOpenDatabase database, VolumeStore blobs, MemoryBudget budget, ArchiveHealth health)
    {
        Directory = directory;
        _lock = directoryLock;
        _database = database;
        Blobs = blobs;
        Budget = budget;
        Health = health;
    }

    public string Directory { get; }

    public VolumeStore Blobs { get; }

    public MemoryBudget Budget { get; }

    public ArchiveHealth Health { get; }

    public IJournal Journal => _database.Journal;

    public IJournalFeed JournalFeed => _database.JournalFeed;

    public IArchiveIndex Index => _database.Index;

    public IStudySnapshots Snapshots => _database.Snapshots;

    public IFactIndex Facts => _database.Facts;

    /// <summary>This node among those that share its database; null when it shares none.</summary>
    public IClusterMembers? Members => _database.Members;

    /// <summary>
    /// Opens the stores: alone, or beside others that share database and volumes. Waits for a database on a server until that answers.
    /// </summary>
    /// <param name="node">The node that opens them, as others are to know it; needed where the database is shared.</param>
    /// <param name="waits">Told in a sentence what is waited for, whenever that is another.</param>
    /// <exception cref="DataDirectoryUnusableException">Another process has the directory, or directory or database cannot be used.</exception>
    public static async Task<DataStores> OpenAsync(
        DataDirectoryOptions options, NodeIdentity? node = null, Action<string>? waits = null, CancellationToken cancellationToken = default)
    {
        var directory = Path.GetFullPath(options.Directory);
        DataDirectoryLock? directoryLock = null;
        IOpenDatabase? database = null;
        try
        {
            var health = new ArchiveHealth();
            if (options.Shared is { } shared)
            {
                ArgumentNullException.ThrowIfNull(node);
                database = await WaitForAsync(
                    () => shared.JoinAsync(VolumesOf(directory), options.IndexReaders, node, health, cancellationToken),
                    waits ?? (static _ => { }),
                    cancellationToken);
            }
            else
            {
                directoryLock = DataDirectoryLock.Acquire(directory);
                database = await Task.Run(() => OpenSqlite.In(directory, options.IndexReaders, health), cancellationToken);
            }

            var budget = new MemoryBudget(options.MemoryBudgetBytes);
            return new DataStores(directory, directoryLock, database, OpenVolumes(directory, options, budget, health, database.Sets), budget, health);
        }
        catch (Exception e)
        {
            if (database is not null)
                await CloseAsync(database);
            directoryLock?.Dispose();
            if (e is DataDirectoryInUseException or NoVolumeSetException or NotTheSharedDirectoryException)
                throw new DataDirectoryUnusableException(e.Message, e);
            if (e is IOException or UnauthorizedAccessException or SchemaTooNewException)
                throw new DataDirectoryUnusableException($"The data directory {directory} cannot be used: {e.Message}", e);
            throw;
        }
    }

    /// <summary>What is in flight is written, and the directory is another process's to have. Does nothing the second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _database.CloseJournal();
        await Blobs.DisposeAsync();
        await _database.LeaveAsync();
        await _database.DisposeAsync();
        _lock?.Dispose();
    }

    private static string VolumesOf(string directory) => Path.Combine(directory, "volumes");

    private static async Task<T> WaitForAsync<T>(Func<Task<T>> open, Action<string> waits, CancellationToken cancellationToken)
    {
        for (var told = string.Empty; ;)
        {
            try
            {
                return await open();
            }
            catch (Exception e) when (e is StorageUnavailableException or MembersUnavailableException)
            {
                if (e.Message != told)
                    waits(told = e.Message);
                await Task.Delay(RetryDelay, cancellationToken);
            }
        }
    }

    private static VolumeStore OpenVolumes(string directory, DataDirectoryOptions options, MemoryBudget budget, ArchiveHealth health, IVolumeSets? sets) => VolumeStore.Open(
        new VolumeStoreOptions
        {
            Directory = VolumesOf(directory),
            VolumeBytes = options.VolumeBytes,
            LargeObjectBytes = options.LargeObjectBytes,
            MinimumFreeBytes = options.MinimumFreeBytes,
            ReadThreads = options.ReadThreads,
            LargeObjectThreads = options.LargeObjectThreads,
        },
        budget,
        health: health,
        sets: sets);

    private static async ValueTask CloseAsync(IOpenDatabase database)
    {
        database.CloseJournal();
        await database.LeaveAsync();
        await database.DisposeAsync();
    }
}
