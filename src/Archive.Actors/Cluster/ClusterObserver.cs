using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Archive.Storage.Health;
using Archive.Storage.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Cluster;

/// <summary>Looks at the cluster for people.</summary>
public sealed class ClusterObserver(ActorSystem system, ClusterEntry entry, ArchiveHealth health, IServiceProvider services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Answers within seconds; what cannot be found out is left out.</summary>
    public async Task<ClusterReport> LookAsync(CancellationToken cancellationToken)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        var shards = await FindShardsAsync(cancellationToken);
        var state = cluster.State;
        var (members, places) = (entry.Members, state.Members.ToList());
        var nodes = places.Select(place => Describe(place, members.FirstOrDefault(member => member.Id == MemberRole.IdOf(place)), !state.Unreachable.Contains(place), shards))
            .Concat(members.Where(member => !places.Exists(place => MemberRole.IdOf(place) == member.Id)).Select(Describe))
            .OrderBy(node => node.Id).ThenBy(node => node.Address, StringComparer.Ordinal);
        return new ClusterReport(
            HostPort(cluster.SelfAddress), ArchiveSystem.Version, health.NotReadyReason, entry.WaitsFor, await FindLeaseHolderAsync(cancellationToken), shards is not null, [.. nodes]);
    }

    private static NodeReport Describe(Member place, ClusterMember? member, bool isReachable, Dictionary<Address, (int Shards, int Entities)>? shards)
    {
        (int Shards, int Entities)? has = shards is null ? null : shards.GetValueOrDefault(place.Address);
        return new NodeReport(
            MemberRole.IdOf(place), HostPort(place.Address), place.AppVersion.Version, place.Status.ToString(), isReachable, member?.StartedAt, RequestOf(member),
            has?.Shards, has?.Entities, LagOf(member), member?.Condition.NotReadyReason);
    }

    private static NodeReport Describe(ClusterMember member) =>
        new(member.Id, member.Address, member.Version, "Waiting", IsReachable: false, member.StartedAt, RequestOf(member), Shards: null, LiveStudies: null,
            LagOf(member), member.Condition.NotReadyReason);

    private static double? LagOf(ClusterMember? member) => member?.Condition.Lag is { } lag ? Math.Round(lag.TotalSeconds, 1) : null;

    private static string? RequestOf(ClusterMember? member) => member is null or { Request: MemberRequest.None } ? null : member.Request.ToString();

    private static string HostPort(Address address) => $"{address.Host}:{address.Port}";

    /// <returns>Null: not all have said so in time.</returns>
    private async Task<Dictionary<Address, (int Shards, int Entities)>?> FindShardsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<Address, (int Shards, int Entities)>();
        var sharding = ClusterSharding.Get(system);
        foreach (var type in sharding.ShardTypeNames)
        {
            try
            {
                var stats = await sharding.ShardRegion(type).Ask<ClusterShardingStats>(new GetClusterShardingStats(Patience), Patience * 1.5, cancellationToken);
                foreach (var (address, region) in stats.Regions)
                {
                    var before = found.GetValueOrDefault(address);
                    found[address] = (before.Shards + region.Stats.Count, before.Entities + region.Stats.Values.Sum());
                }
            }
            catch (AskTimeoutException)
            {
                return null;
            }
        }

        return found;
    }

    private async Task<string?> FindLeaseHolderAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IClusterMembers>() is not { } members)
            return null;
        try
        {
            return await members.FindLeaseOwnerAsync($"{system.Name}-akka-sbr", cancellationToken);
        }
        catch (MembersUnavailableException)
        {
            return null;
        }
    }
}
