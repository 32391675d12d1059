using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>
/// A fact of the workflow: an immutable value with pure functions, which one actor class (<see cref="FactActor{TState}"/>) serves for every kind. Its row is its
/// snapshot, so it is made of what its <see cref="FactProtocol{TState}"/> writes as JSON.
/// </summary>
public interface IFactState<TSelf>
    where TSelf : class, IFactState<TSelf>
{
    static abstract FactKind Kind { get; }

    /// <summary>A fact before its first event.</summary>
    static abstract TSelf Empty(string id);

    /// <summary>Whether it is still of the day's work.</summary>
    bool IsOpen { get; }

    /// <summary>When its coordinator has to do something about it; null: never.</summary>
    DateTimeOffset? DueAt { get; }

    /// <summary>All that it is found by.</summary>
    IReadOnlyList<FactTerm> Terms { get; }

    /// <summary>What a command leads to. A command that comes again gets the answer of the first time, or one that says as much.</summary>
    /// <param name="now">To be kept in the events where it matters.</param>
    FactDecision Decide(IFactCommand command, DateTimeOffset now);

    /// <summary>The fact after an event, made from the event alone.</summary>
    TSelf Apply(IFactEvent happened);
}
