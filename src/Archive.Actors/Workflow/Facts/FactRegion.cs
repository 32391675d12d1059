using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.DependencyInjection;
using Akka.Hosting;
using Archive.Actors.Entities;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>Starts the shard region of a kind of facts.</summary>
internal static class FactRegion
{
    public static async Task StartAsync<TState>(FactProtocol<TState> protocol, ActorSystem system, IActorRegistry registry, IDependencyResolver services)
        where TState : class, IFactState<TState>
    {
        var settings = services.GetService<FactSettings>();
        var time = services.GetService<TimeProvider>();
        var sharding = ClusterSharding.Get(system);
        var shardingSettings = ClusterShardingSettings.Create(system).WithPassivateIdleAfter(settings.IdleAfter);
        var region = await sharding.StartAsync(
            WorkflowEntity.OfFact(TState.Kind, string.Empty).TrimEnd('/'),
            id => Props.Create(() => new FactActor<TState>(id, protocol, time)),
            shardingSettings,
            new EntityMessageExtractor(),
            sharding.DefaultShardAllocationStrategy(shardingSettings),
            StopFact.Instance).ConfigureAwait(false);
        registry.Register<FactActor<TState>>(region);
    }
}
