namespace Archive.Actors.Cluster;

/// <summary>When this node became a member of the cluster. May be used from any thread.</summary>
public sealed class ClusterEntry
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the node is a member: then objects may be taken.</summary>
    public Task Joined => _joined.Task;

    internal void SetJoined() => _joined.TrySetResult();
}
