using Archive.Actors.Entities;

namespace Archive.Actors.Workflow.Facts;

/// <summary>The facts of one kind, as the rest of the archive tells them. May be called from any thread.</summary>
public interface IFacts<TState>
    where TState : class, IFactState<TState>
{
    /// <summary>
    /// Tells a fact, again while its answer is not known. When it returns, what the command led to is on stable storage. A reply of a base type may be asked for
    /// where a command has several.
    /// </summary>
    /// <exception cref="EntityFailedException">It was not recorded, or nobody knows.</exception>
    Task<TReply> AskAsync<TReply>(IFactCommand command, CancellationToken cancellationToken)
        where TReply : class, IFactReply;
}
