namespace Archive.Actors.Kernel;

/// <summary>Knows which shards this node owns. Asked for every message, so it answers from memory.</summary>
public interface IShardLocator
{
    bool IsLocal(ShardId shard);
}
