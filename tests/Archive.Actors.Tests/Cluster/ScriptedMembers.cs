using Archive.Storage.Members;

namespace Archive.Actors.Tests.Cluster;

/// <summary>Members whose database a test can take away, and whose rows it can change on their way.</summary>
internal sealed class ScriptedMembers(IClusterMembers members) : IClusterMembers
{
    private int _leaseCalls;

    public bool IsAway { get; set; }

    /// <summary>What is seen of the rows.</summary>
    public Func<IReadOnlyList<ClusterMember>, IReadOnlyList<ClusterMember>> Seen { get; set; } = rows => rows;

    /// <summary>It founds, whoever else has.</summary>
    public bool IsFounding { get; set; }

    public int LeaseCalls => Volatile.Read(ref _leaseCalls);

    public long Id => members.Id;

    public string Address => members.Address;

    public async Task<IReadOnlyList<ClusterMember>> BeatAsync(MemberCondition condition, CancellationToken cancellationToken) =>
        Seen(await Reach().BeatAsync(condition, cancellationToken));

    public Task<bool> FenceAsync(long id, CancellationToken cancellationToken) => Reach().FenceAsync(id, cancellationToken);

    public async Task<bool> TryFoundAsync(CancellationToken cancellationToken)
    {
        if (!IsFounding)
            return await Reach().TryFoundAsync(cancellationToken);
        await Reach().SetFormedAsync(cancellationToken);
        return true;
    }

    public Task SetFormedAsync(CancellationToken cancellationToken) => Reach().SetFormedAsync(cancellationToken);

    public Task LeaveAsync(CancellationToken cancellationToken) => Reach().LeaveAsync(cancellationToken);

    public async Task<bool> TryLeaseAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        try
        {
            return await Reach().TryLeaseAsync(name, owner, duration, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _leaseCalls);
        }
    }

    public Task ReleaseLeaseAsync(string name, string owner, CancellationToken cancellationToken) => Reach().ReleaseLeaseAsync(name, owner, cancellationToken);

    public Task<string?> FindLeaseOwnerAsync(string name, CancellationToken cancellationToken) => Reach().FindLeaseOwnerAsync(name, cancellationToken);

    private IClusterMembers Reach() => IsAway ? throw new MembersUnavailableException("The database does not answer: the test took it away") : members;
}
