using Akka.Actor;
using Akka.Coordination;
using Akka.DependencyInjection;
using Archive.Storage.Members;

namespace Archive.Actors.Cluster;

/// <summary>
/// The lease by which one side goes on when the nodes cannot reach each other: a row that its owner renews. It is held as long as the last
/// renewal that was confirmed is younger than the lease lasts, counted by the owner's own clock from before it was asked for; one that fails is
/// tried again until then.
/// </summary>
/// <remarks>
/// Akka makes who is refused it down everybody whom he still reaches. When two nodes do not reach each other but others reach both, both ask for it,
/// and the later one would end those others with himself. So a lease that another holds is asked for until the time is over: by then this node is
/// fenced, which ends it alone.
/// </remarks>
internal sealed class DatabaseLease : Lease, IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    private readonly IClusterMembers _members;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private ITimer? _renewal;
    private Action<Exception?>? _lost;
    private long? _renewedAt;

    public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system)
        : this(settings, DependencyResolver.For(system).Resolver.GetService<IClusterMembers>(), DependencyResolver.For(system).Resolver.GetService<TimeProvider>())
    {
    }

    internal DatabaseLease(LeaseSettings settings, IClusterMembers members, TimeProvider time)
        : base(settings)
    {
        _members = members;
        _time = time;
    }

    private TimeSpan Duration => Settings.TimeoutSettings.HeartbeatTimeout;

    public override Task<bool> Acquire() => Acquire(static _ => { });

    /// <exception cref="LeaseException">Nobody knows whether it is held: the database did not answer.</exception>
    public override async Task<bool> Acquire(Action<Exception?> leaseLostCallback)
    {
        using var deadline = new CancellationTokenSource(Settings.TimeoutSettings.OperationTimeout, _time);
        while (true)
        {
            var isRefused = false;
            try
            {
                if (await TryTakeAsync(deadline.Token))
                    break;
                isRefused = true;
            }
            catch (MembersUnavailableException) when (!deadline.IsCancellationRequested)
            {
                // It is asked again, as for a lease that another holds.
            }
            catch (Exception e) when (e is MembersUnavailableException or OperationCanceledException)
            {
                throw new LeaseException($"Nobody knows who has the lease {Settings.LeaseName}: the database does not answer.", e);
            }

            await Task.Delay(RetryDelay, _time, CancellationToken.None);
            if (isRefused && deadline.IsCancellationRequested)
                return false;
        }

        lock (_gate)
        {
            _lost = leaseLostCallback;
            _renewal ??= _time.CreateTimer(_ => _ = RenewAsync(), null, Settings.TimeoutSettings.HeartbeatInterval, Settings.TimeoutSettings.HeartbeatInterval);
        }

        return true;
    }

    public override async Task<bool> Release()
    {
        StopRenewing();
        try
        {
            await _members.ReleaseLeaseAsync(Settings.LeaseName, Settings.OwnerName, CancellationToken.None);
            return true;
        }
        catch (MembersUnavailableException e)
        {
            throw new LeaseException($"The lease {Settings.LeaseName} will run out by itself: the database does not answer.", e);
        }
    }

    public override bool CheckLease()
    {
        lock (_gate)
            return _renewedAt is { } at && _time.GetElapsedTime(at) < Duration;
    }

    public void Dispose() => StopRenewing();

    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        var askedAt = _time.GetTimestamp();
        var isTaken = await _members.TryLeaseAsync(Settings.LeaseName, Settings.OwnerName, Duration, cancellationToken);
        lock (_gate)
            _renewedAt = isTaken ? askedAt : null;
        return isTaken;
    }

    private async Task RenewAsync()
    {
        Exception? cause = null;
        try
        {
            await TryTakeAsync(CancellationToken.None);
        }
        catch (MembersUnavailableException e)
        {
            cause = e;
        }

        if (!CheckLease() && StopRenewing() is { } lost)
            lost(cause);
    }

    /// <returns>Whom to tell that the lease is lost; null: nobody any more.</returns>
    private Action<Exception?>? StopRenewing()
    {
        lock (_gate)
        {
            _renewal?.Dispose();
            var lost = _lost;
            (_renewal, _lost, _renewedAt) = (null, null, null);
            return lost;
        }
    }
}
