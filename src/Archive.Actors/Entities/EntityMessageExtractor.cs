using Akka.Cluster.Sharding;

namespace Archive.Actors.Entities;

/// <summary>
/// Which entity a command is for, and which shard that is in. Asked several times for every message: makes nothing new. Akka's
/// own extractor by hash throws for one hash of 2³².
/// </summary>
public sealed class EntityMessageExtractor : IMessageExtractor
{
    public string? EntityId(object message) => (message as IEntityCommand)?.EntityId;

    public object EntityMessage(object message) => message;

    public string ShardId(object message) => throw new NotSupportedException("Superseded by the shard of an entity id.");

    public string ShardId(string entityId, object? messageHint = null) => Cluster.ShardId.Of(entityId).ToString();
}
