using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Members;

namespace Archive.Storage.Stores;

/// <summary>A database on a server, which nodes share.</summary>
internal sealed class OpenPostgres : IOpenDatabase
{
    private readonly PostgresDatabase _database;
    private readonly PostgresMembers _members;
    private readonly PostgresVolumeSets _sets;
    private readonly PostgresJournal _journal;
    private readonly PostgresIndex _index;

    private OpenPostgres(PostgresDatabase database, PostgresMembers members, PostgresVolumeSets sets)
    {
        _database = database;
        _members = members;
        _sets = sets;
        _journal = new PostgresJournal(database, members.Id);
        _index = new PostgresIndex(database);
    }

    public IJournal Journal => _journal;

    public IJournalFeed JournalFeed => _journal;

    public IArchiveIndex Index => _index;

    public IStudySnapshots Snapshots => _index;

    public IClusterMembers Members => _members;

    public IVolumeSets Sets => _sets;

    /// <summary>Opens the database, whose tables are brought up to date, and makes the node a member with a set of volumes to write.</summary>
    /// <exception cref="SchemaTooNewException">A version of the archive wrote it with which this one cannot work together.</exception>
    /// <exception cref="StorageUnavailableException">It does not answer; it may later.</exception>
    /// <exception cref="MembersUnavailableException">As <see cref="StorageUnavailableException"/>.</exception>
    /// <exception cref="StorageFailedException">It is none that the archive can use.</exception>
    /// <exception cref="NoVolumeSetException">There is no set left.</exception>
    /// <exception cref="NotTheSharedDirectoryException">The directory of volumes is not the one that the nodes of this database share.</exception>
    public static async Task<OpenPostgres> OpenAsync(
        string connectionString, string volumes, int readers, NodeIdentity node, ArchiveHealth health, CancellationToken cancellationToken)
    {
        var database = await PostgresDatabase.OpenAsync(connectionString, readers, health, cancellationToken);
        PostgresMembers? members = null;
        try
        {
            await PostgresIdentity.CheckAsync(connectionString, volumes, cancellationToken);
            members = await PostgresMembers.RegisterAsync(connectionString, node.Address, node.Version, cancellationToken);
            return new OpenPostgres(database, members, await PostgresVolumeSets.TakeAsync(connectionString, members.Id, cancellationToken));
        }
        catch
        {
            if (members is not null)
                await members.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    public void CloseJournal() => _journal.Dispose();

    /// <summary>Where that cannot be told any more, the others find out.</summary>
    public async ValueTask LeaveAsync()
    {
        await _sets.DisposeAsync();
        try
        {
            await _members.LeaveAsync(CancellationToken.None);
        }
        catch (MembersUnavailableException e)
        {
            _database.Health.Report(ArchivePart.Cluster, HealthState.Impaired, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sets.DisposeAsync();
        await _members.DisposeAsync();
        await _database.DisposeAsync();
    }
}
