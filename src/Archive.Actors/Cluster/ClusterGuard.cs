using Akka;
using Akka.Actor;
using Akka.Cluster;
using Archive.Storage.Health;

namespace Archive.Actors.Cluster;

/// <summary>
/// Tells the health when this node is no member of its cluster any more, or its actors end, though nobody told it to stop: it left, or was declared
/// down. It never becomes one again; another start makes a new one of it.
/// </summary>
internal sealed class ClusterGuard : ReceiveActor
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

    public ClusterGuard(ArchiveHealth health)
    {
        var shutdown = CoordinatedShutdown.Get(Context.System);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "guard", () =>
        {
            if (shutdown.ShutdownReason is { } reason and not CoordinatedShutdown.ClrExitReason) // that of the host
                health.Report(ArchivePart.Cluster, HealthState.Failed, $"The node's actors end, though nobody told the node to: {reason.GetType().Name}.");
            return Task.FromResult(Done.Instance);
        });
        Receive<ClusterEvent.IMemberEvent>(change =>
        {
            var isOurs = change.Member.UniqueAddress.Equals(_cluster.SelfUniqueAddress);
            if (isOurs && change.Member.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed
                && shutdown.ShutdownReason is not CoordinatedShutdown.ClrExitReason)
                health.Report(ArchivePart.Cluster, HealthState.Failed, $"The node is no member of its cluster any more: {change.Member.Status}.");
        });
    }

    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);
}
