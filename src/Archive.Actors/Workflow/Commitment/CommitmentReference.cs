using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>An instance whose commitment is asked for, as the peer names it.</summary>
public readonly record struct CommitmentReference(Uid SopClass, SopInstanceUid Instance);
