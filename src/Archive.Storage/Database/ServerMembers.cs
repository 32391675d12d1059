using Archive.Storage.Members;

namespace Archive.Storage.Database;

/// <summary>A run of a node among the others of its database. A node may take its time to start: till its first beat this shows that it lives.</summary>
public abstract class ServerMembers : IClusterMembers, IAsyncDisposable
{
    private static readonly TimeSpan StartBeat = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _start = new();

    private protected ServerMembers(string address, long id)
    {
        Address = address;
        Id = id;
        _ = BeatWhileStartingAsync();
    }

    /// <inheritdoc/>
    public long Id { get; }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterMember>> BeatAsync(MemberCondition condition, CancellationToken cancellationToken)
    {
        await _start.CancelAsync();
        return await LookAsync(condition, cancellationToken);
    }

    /// <inheritdoc/>
    public abstract Task<bool> FenceAsync(long id, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<bool> TryFoundAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task SetFormedAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task LeaveAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<bool> TryLeaseAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task ReleaseLeaseAsync(string name, string owner, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<string?> FindLeaseOwnerAsync(string name, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _start.CancelAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Shows that this node lives, and how it does, and reads who does.</summary>
    private protected abstract Task<IReadOnlyList<ClusterMember>> LookAsync(MemberCondition condition, CancellationToken cancellationToken);

    private protected abstract ValueTask CloseAsync();

    private async Task BeatWhileStartingAsync()
    {
        using var timer = new PeriodicTimer(StartBeat);
        try
        {
            while (await timer.WaitForNextTickAsync(_start.Token))
            {
                try
                {
                    await LookAsync(MemberCondition.Starting, _start.Token);
                }
                catch (MembersUnavailableException) when (!_start.IsCancellationRequested)
                {
                    continue; // others have not seen it either
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or MembersUnavailableException or ObjectDisposedException)
        {
            return; // the node has started, or ends
        }
    }
}
