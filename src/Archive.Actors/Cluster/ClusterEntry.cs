using Archive.Storage.Members;

namespace Archive.Actors.Cluster;

/// <summary>How this node does as a member of the cluster, and what is wanted of it. May be used from any thread.</summary>
public sealed class ClusterEntry
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _leave = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<ClusterMember> _members = [];
    private volatile string? _waitsFor;

    /// <summary>Ends when the node is a member: then objects may be taken.</summary>
    public Task Joined => _joined.Task;

    /// <summary>Ends when an operator wants it drained.</summary>
    public Task DrainRequested => _drain.Task;

    /// <summary>Ends when an operator wants it to leave.</summary>
    public Task LeaveRequested => _leave.Task;

    /// <summary>Those that live, as they were last seen in the database; none where nodes share none.</summary>
    internal IReadOnlyList<ClusterMember> Members
    {
        get => _members;
        set => _members = value;
    }

    /// <summary>What it waits for to become a member, or to see the others again: <c>for …</c>, <c>to …</c>; null: for nothing.</summary>
    internal string? WaitsFor
    {
        get => _waitsFor;
        set => _waitsFor = value;
    }

    internal void SetJoined() => _joined.TrySetResult();

    internal void SetRequest(MemberRequest request)
    {
        if (request == MemberRequest.Drain)
            _drain.TrySetResult();
        else if (request == MemberRequest.Leave)
            _leave.TrySetResult();
    }
}
