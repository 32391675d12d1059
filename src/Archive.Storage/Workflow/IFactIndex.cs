namespace Archive.Storage.Workflow;

/// <summary>The facts of the workflow, found by what they are. Sees what is committed at the moment of each read. May be called from any thread.</summary>
public interface IFactIndex
{
    /// <summary>Null when there is none.</summary>
    ValueTask<StoredFact?> FindAsync(FactKind kind, string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// The facts that fit, in the order of their rows. They are read as they are taken, some at a time: one that changes meanwhile may come as it was or as
    /// it is, and none comes twice. Who must be sure looks at the state that comes.
    /// </summary>
    /// <param name="afterRow">The row to go on after, in the order that is asked for; null: from the beginning.</param>
    IAsyncEnumerable<StoredFact> QueryAsync(FactQuery query, long? afterRow, CancellationToken cancellationToken = default);

    /// <summary>Facts that are due until then, the earliest first.</summary>
    /// <param name="after">The position to go on after; null: from the earliest on.</param>
    /// <param name="limit">How many at most.</param>
    ValueTask<IReadOnlyList<StoredFact>> DueAsync(
        FactKind kind, DateTimeOffset until, DuePosition? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>When the next fact of the kind is due, or was; null when none is.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(FactKind kind, CancellationToken cancellationToken = default);

    /// <summary>Null when there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadDocumentAsync(string id, CancellationToken cancellationToken = default);
}
