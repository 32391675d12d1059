namespace Archive.Actors.Kernel;

/// <summary>This node does not own the entity's shard and has not taken the message; its owner may.</summary>
public sealed class ShardNotOwnedException(string region, ShardId shard) : Exception($"Shard {shard} of region {region} is not owned by this node.")
{
    public ShardId Shard { get; } = shard;
}
