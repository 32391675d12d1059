namespace Archive.Storage.Journal;

/// <summary>
/// What a database does for <see cref="JournalWriter"/>: one connection, called by the writer's thread alone, always as
/// Begin, any number of Apply, then Commit or Rollback. Any call may throw <see cref="StorageFullException"/>,
/// <see cref="StorageUnavailableException"/> or <see cref="StorageFailedException"/>; Rollback follows.
/// </summary>
internal interface IJournalSession : IDisposable
{
    /// <summary>The longest that the writer does nothing before it calls <see cref="Look"/>; infinite where there is nothing to look after.</summary>
    TimeSpan LookInterval => Timeout.InfiniteTimeSpan;

    void Begin();

    /// <summary>
    /// Takes an append into the transaction. When its writer is stale (<see cref="IJournal.AppendAsync"/>) nothing of it is written.
    /// What earlier appends of the same transaction wrote counts. Its result is there once the transaction is committed.
    /// </summary>
    /// <exception cref="Exception">An append cannot be written; what it left half-written needs a rollback.</exception>
    void Apply(PendingAppend append);

    /// <summary>When it returns, everything since Begin is on stable storage.</summary>
    /// <exception cref="Exception">As that of <see cref="Apply"/>, of one of the appends since Begin.</exception>
    void Commit();

    /// <summary>Undoes everything since Begin; does not throw.</summary>
    void Rollback();

    /// <summary>Looks whether the database is there; outside of a transaction.</summary>
    /// <returns>Others may have committed since the last time.</returns>
    bool Look() => false;
}
