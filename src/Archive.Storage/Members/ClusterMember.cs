namespace Archive.Storage.Members;

/// <summary>A run of a node that may write to the archive: nobody fenced it, and it has not left.</summary>
/// <param name="Id">Ascends with every start of a node.</param>
/// <param name="Address"><c>host:port</c> where other nodes reach it.</param>
/// <param name="IsFormed">It is up in the cluster.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Beat">Changes every few seconds while the node lives and reaches the database.</param>
public sealed record ClusterMember(long Id, string Address, bool IsFormed, string Version, DateTimeOffset StartedAt, long Beat)
{
    public MemberRequest Request { get; init; }

    /// <summary>What it said with its last beat.</summary>
    public MemberCondition Condition { get; init; } = MemberCondition.Starting;
}
