namespace Archive.Cluster.Tests.Rig;

/// <summary>A run of a node, as the database has it.</summary>
/// <param name="Beat">How often it has shown that it lives.</param>
internal sealed record Member(long Id, string Address, string State, bool IsFormed, long Beat);
