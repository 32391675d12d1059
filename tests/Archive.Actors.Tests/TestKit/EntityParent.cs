using Akka.Actor;
using Akka.Cluster.Sharding;
using Archive.Actors.Entities;

namespace Archive.Actors.Tests.TestKit;

/// <summary>
/// Makes entities as a shard does, found by the same extractor, but without a cluster, which takes long to start. What comes
/// for one that is leaving ends in dead letters: its asker asks again.
/// </summary>
internal sealed class EntityParent : ReceiveActor
{
    private readonly EntityMessageExtractor _extractor = new();

    public EntityParent(Func<string, Props> propsOf)
    {
        Receive<IEntityCommand>(command =>
        {
            var id = _extractor.EntityId(command)!;
            var entity = Context.Child(id);
            (entity.IsNobody() ? Context.ActorOf(propsOf(id), id) : entity).Forward(_extractor.EntityMessage(command));
        });
        Receive<Passivate>(passivate => Sender.Tell(passivate.StopMessage));
    }
}
