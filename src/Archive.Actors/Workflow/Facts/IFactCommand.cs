using Archive.Actors.Entities;

namespace Archive.Actors.Workflow.Facts;

/// <summary>What a fact can be told; the answer is an <see cref="IFactReply"/>. Its entity id is the fact's.</summary>
public interface IFactCommand : IEntityCommand;
