namespace Archive.Actors.Kernel;

/// <summary>The live entities of one shard.</summary>
internal sealed class Shard<TMessage>(ShardRegion<TMessage> region, ShardId id) : IActorParent
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActorCell<TMessage>> _entities = new(StringComparer.Ordinal);

    public ActorSystem System => region.System;

    public bool IsStopping => region.IsStopping;

    /// <summary>Null when the region has stopped.</summary>
    public ActorCell<TMessage>? GetOrStart(string entityId)
    {
        ActorCell<TMessage>? entity;
        lock (_gate)
        {
            if (_entities.TryGetValue(entityId, out entity))
                return entity;
            // Under the lock: the region looks for entities to stop after it has said that it stops.
            if (IsStopping)
                return null;
            entity = new ActorCell<TMessage>(this, entityId, region.PropsOf(entityId));
            _entities.Add(entityId, entity);
        }
        region.OnEntityStarts();
        entity.Start();
        return entity;
    }

    public ActorCell<TMessage>[] Snapshot()
    {
        lock (_gate)
            return [.. _entities.Values];
    }

    public string PathOf(string childName) => $"{region.Path}/{id}/{ShardId.Hash(childName):x16}";

    public void OnChildTerminated(ActorCell child)
    {
        lock (_gate)
            _entities.Remove(child.Name);
        region.OnEntityTerminated();
    }

    public void OnChildEscalated(ActorCell child, Exception error) => System.ShutDownBecauseOf(child, error);
}
