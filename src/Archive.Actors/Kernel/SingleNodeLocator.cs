namespace Archive.Actors.Kernel;

/// <summary>The only node owns every shard.</summary>
public sealed class SingleNodeLocator : IShardLocator
{
    public static SingleNodeLocator Instance { get; } = new();

    public bool IsLocal(ShardId shard) => true;
}
