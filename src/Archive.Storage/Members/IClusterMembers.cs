namespace Archive.Storage.Members;

/// <summary>
/// What the nodes of an archive know of each other by their database, seen by one of them. Whoever is fenced changes nothing any more: it neither
/// fences, founds nor holds a lease. All members may be called from any thread, throw <see cref="MembersUnavailableException"/> within seconds when
/// the database does not answer, and may be repeated.
/// </summary>
public interface IClusterMembers
{
    /// <summary>Of this run of this node.</summary>
    long Id { get; }

    /// <summary><c>host:port</c> where other nodes reach it.</summary>
    string Address { get; }

    /// <summary>Shows that this node lives, and how it does.</summary>
    /// <returns>All that may write, in the order of their ids. This node is not among them when it was fenced.</returns>
    Task<IReadOnlyList<ClusterMember>> BeatAsync(MemberCondition condition, CancellationToken cancellationToken);

    /// <summary>From now on that run of a node commits nothing. The transaction that it is in is over by then, or never was.</summary>
    /// <returns>False: it was fenced, or had left, before; or this node is fenced itself.</returns>
    Task<bool> FenceAsync(long id, CancellationToken cancellationToken);

    /// <summary>Begins the cluster, if nobody else has and this is the one that started first of those that live.</summary>
    /// <returns>Whether it is this node's to begin it. Then it counts as formed.</returns>
    Task<bool> TryFoundAsync(CancellationToken cancellationToken);

    /// <summary>This node is up in the cluster.</summary>
    Task SetFormedAsync(CancellationToken cancellationToken);

    /// <summary>This node has closed what it wrote: the volumes of its own are for the next that starts.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);

    /// <summary>Takes a lease, or keeps it.</summary>
    /// <param name="owner">Who is to have it.</param>
    /// <param name="duration">How long the owner has it from now on, by the clock of the database.</param>
    /// <returns>False: it is somebody else's.</returns>
    Task<bool> TryLeaseAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, if it is the owner's.</summary>
    Task ReleaseLeaseAsync(string name, string owner, CancellationToken cancellationToken);

    /// <summary>Who has a lease now; null: nobody.</summary>
    Task<string?> FindLeaseOwnerAsync(string name, CancellationToken cancellationToken);
}
