namespace Archive.Cluster.Tests.Rig;

/// <summary>A run of a node, as the database has it.</summary>
internal sealed record Member(long Id, string Address, string State, bool IsFormed);
