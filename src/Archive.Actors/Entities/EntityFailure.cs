namespace Archive.Actors.Entities;

/// <summary>A command was not carried out, or nobody knows.</summary>
/// <param name="Message">For the log; no patient data.</param>
public sealed record EntityFailure(EntityFailureKind Kind, string Message) : IEntityReply;
