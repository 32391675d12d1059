namespace Archive.Storage.Journal;

/// <summary>How an append ended.</summary>
/// <param name="IsCommitted">True when it is on stable storage; false when another writer was ahead.</param>
/// <param name="LastSequence">The entity's last sequence number now.</param>
public readonly record struct AppendResult(bool IsCommitted, long LastSequence)
{
    public static AppendResult Committed(long lastSequence) => new(true, lastSequence);

    /// <summary>The entity was not at the expected sequence number, or got there by another writer: the caller's state is stale.</summary>
    public static AppendResult Conflict(long lastSequence) => new(false, lastSequence);
}
