using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Health;
using Archive.Storage.Members;
using Archive.Storage.Peers;

namespace Archive.Storage.Stores;

/// <summary>A database on a server that nodes share, and what the archive does with it, whichever server that is.</summary>
public abstract class SharedDatabase
{
    private protected SharedDatabase()
    {
    }

    /// <summary>Asks a node for something; it sees that with its next beat.</summary>
    /// <param name="node">Its id, or its address.</param>
    /// <returns>False: no such node lives.</returns>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public abstract Task<bool> RequestAsync(string node, MemberRequest request, CancellationToken cancellationToken);

    /// <summary>The peers of all nodes. Connects when they are used.</summary>
    /// <exception cref="ArgumentException">There is no connection string.</exception>
    public abstract IPeerTable OpenPeers();

    /// <summary>Opens the database, whose tables are brought up to date, and makes the node a member with a set of volumes to write.</summary>
    /// <param name="volumes">The directory of the volumes of all nodes.</param>
    /// <exception cref="SchemaTooNewException">A version of the archive wrote it with which this one cannot work together.</exception>
    /// <exception cref="StorageUnavailableException">It does not answer; it may later.</exception>
    /// <exception cref="MembersUnavailableException">As <see cref="StorageUnavailableException"/>.</exception>
    /// <exception cref="StorageFailedException">It is none that the archive can use.</exception>
    /// <exception cref="NoVolumeSetException">There is no set left.</exception>
    /// <exception cref="NotTheSharedDirectoryException">The directory of volumes is not the one that the nodes of this database share.</exception>
    internal async Task<IOpenDatabase> JoinAsync(string volumes, int readers, NodeIdentity node, ArchiveHealth health, CancellationToken cancellationToken)
    {
        var database = await OpenAsync(readers, health, cancellationToken);
        ServerMembers? members = null;
        try
        {
            await CheckIdentityAsync(volumes, cancellationToken);
            members = await RegisterAsync(node, cancellationToken);
            return new OpenShared(database, members, await TakeSetAsync(members.Id, cancellationToken));
        }
        catch
        {
            if (members is not null)
                await members.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the database to be read beside nodes that run: changes nothing.</summary>
    /// <exception cref="SchemaTooNewException">A version of the archive wrote it with which this one cannot work together.</exception>
    /// <exception cref="StorageUnavailableException">It does not answer; it may later.</exception>
    /// <exception cref="StorageFailedException">It is none of an archive, or older than this version works with.</exception>
    internal abstract Task<ServerDatabase> OpenToReadAsync(int readers, CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>Its version before, 0 for none, and now.</returns>
    internal abstract Task<(int Before, int After)> MigrateAsync(CancellationToken cancellationToken);

    private protected abstract Task<ServerDatabase> OpenAsync(int readers, ArchiveHealth health, CancellationToken cancellationToken);

    private protected abstract Task CheckIdentityAsync(string volumes, CancellationToken cancellationToken);

    private protected abstract Task<ServerMembers> RegisterAsync(NodeIdentity node, CancellationToken cancellationToken);

    private protected abstract Task<ServerVolumeSets> TakeSetAsync(long member, CancellationToken cancellationToken);
}
