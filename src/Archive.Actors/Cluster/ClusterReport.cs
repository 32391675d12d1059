namespace Archive.Actors.Cluster;

/// <summary>The cluster as one of its nodes sees it.</summary>
/// <param name="Node">By which other nodes know it: <c>host:port</c>.</param>
/// <param name="Version">Of its program.</param>
/// <param name="NotReadyReason">Why it takes no objects; null: it does.</param>
/// <param name="WaitsFor">What it waits for to become a member, or to see the others; null: for nothing.</param>
/// <param name="LeaseHolder">Who has the lease that decides when nodes cannot reach each other; null: nobody, as long as they can.</param>
/// <param name="AreShardsComplete">Every node has said which shards it has.</param>
public sealed record ClusterReport(
    string Node, string Version, string? NotReadyReason, string? WaitsFor, string? LeaseHolder, bool AreShardsComplete, IReadOnlyList<NodeReport> Nodes);

/// <summary>A node.</summary>
/// <param name="Id">Of its run, in the database; null: nodes share none.</param>
/// <param name="Status">In Akka's cluster: <c>Joining</c>, <c>Up</c>, <c>Leaving</c>, <c>Exiting</c>, <c>Down</c>; <c>Waiting</c>: in none yet.</param>
/// <param name="IsReachable">The node that reports can talk to it.</param>
/// <param name="Request">What an operator wants of it: <c>Drain</c>, <c>Leave</c>; null: nothing.</param>
/// <param name="Shards">How many it has; null: that is not known now.</param>
/// <param name="LiveStudies">Studies that are in its memory.</param>
/// <param name="LagSeconds">For how long it had not seen the end of the journal when it last showed that it lives; null: it does not say.</param>
/// <param name="NotReadyReason">Why it took no objects then; null: it did.</param>
public sealed record NodeReport(
    long? Id, string Address, string Version, string Status, bool IsReachable, DateTimeOffset? StartedAt, string? Request, int? Shards, int? LiveStudies,
    double? LagSeconds, string? NotReadyReason);
