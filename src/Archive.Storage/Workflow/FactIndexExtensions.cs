namespace Archive.Storage.Workflow;

/// <summary>What is often asked of facts.</summary>
public static class FactIndexExtensions
{
    /// <summary>Facts that are due until then, the earliest first.</summary>
    /// <param name="limit">How many at most.</param>
    public static ValueTask<IReadOnlyList<StoredFact>> DueAsync(
        this IFactIndex facts, FactKind kind, DateTimeOffset until, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.DueAsync(kind, until, null, limit, cancellationToken);
    }
}
