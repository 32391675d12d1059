using Archive.Actors.Entities;

namespace Archive.Actors.Workflow.Facts;

/// <summary>What a fact answers, or an <see cref="EntityFailure"/>.</summary>
public interface IFactReply : IEntityReply;
