using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Verification;
using Archive.Storage.Workflow;

namespace Archive.Storage.Stores;

/// <summary>Everything that an archive keeps, to be read from one end to the other: of one that is alone while it does not run.</summary>
public sealed class StoresToVerify : IAsyncDisposable
{
    private readonly IAsyncDisposable[] _parts;

    private StoresToVerify(IStoredVolumes volumes, IJournal journal, IArchiveIndex index, IFactIndex facts, string? runningNode, params IAsyncDisposable[] parts)
    {
        RunningNode = runningNode;
        (Volumes, Journal, Index, Facts) = (volumes, journal, index, facts);
        _parts = parts;
    }

    public IStoredVolumes Volumes { get; }

    public IJournal Journal { get; }

    public IArchiveIndex Index { get; }

    public IFactIndex Facts { get; }

    /// <summary>The address of a node that runs beside, and changes what is read; null when none does.</summary>
    public string? RunningNode { get; }

    /// <exception cref="DataDirectoryUnusableException">It is running, or cannot be read.</exception>
    public static Task<StoresToVerify> OpenAsync(DataDirectoryOptions options, CancellationToken cancellationToken) => options.Shared is { } shared
        ? OpenSharedAsync(Path.GetFullPath(options.Directory), shared, cancellationToken)
        : OpenOwnAsync(options, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
            await part.DisposeAsync();
    }

    private static async Task<StoresToVerify> OpenOwnAsync(DataDirectoryOptions options, CancellationToken cancellationToken)
    {
        var stores = await DataStores.OpenAsync(options, cancellationToken: cancellationToken);
        try
        {
            // Opening seals what a crash left open, and no later start looks there for what was never acknowledged.
            await OrphanedBlobs.ReleaseAsync(stores.Blobs, stores.Index, cancellationToken);
            return new StoresToVerify(stores.Blobs, stores.Journal, stores.Index, stores.Facts, runningNode: null, stores);
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a node that ended left open is the other nodes' to settle, and is read as it lies there.</summary>
    private static async Task<StoresToVerify> OpenSharedAsync(string directory, SharedDatabase shared, CancellationToken cancellationToken)
    {
        ServerDatabase? database = null;
        try
        {
            database = await shared.OpenToReadAsync(readers: 2, cancellationToken);
            var running = await ServerNodes.FindRunningAsync(database.Readers, cancellationToken);
            var journal = database.OpenJournal();
            return new StoresToVerify(
                new VolumeFiles(Path.Combine(directory, "volumes")), journal, database.OpenIndex(), database.OpenFacts(), running, new Closing(journal.Dispose), database);
        }
        catch (Exception e)
        {
            if (database is not null)
                await database.DisposeAsync();
            if (e is StorageFailedException or StorageUnavailableException or SchemaTooNewException)
                throw new DataDirectoryUnusableException($"The data directory {directory} cannot be read: {e.Message}", e);
            throw;
        }
    }

    private sealed class Closing(Action close) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            close();
            return ValueTask.CompletedTask;
        }
    }
}
