namespace Archive.Storage.Journal;

/// <summary>
/// What a database does for <see cref="JournalWriter"/>: one connection, called by the writer's thread alone, always as
/// Begin, any number of Apply, then Commit or Rollback. Any call may throw <see cref="StorageFullException"/> or
/// <see cref="StorageFailedException"/>; Rollback follows.
/// </summary>
internal interface IJournalSession : IDisposable
{
    void Begin();

    /// <summary>
    /// Writes an append when its writer is not stale (<see cref="IJournal.AppendAsync"/>), else writes nothing and returns the conflict.
    /// What earlier appends of the same transaction wrote counts.
    /// </summary>
    /// <exception cref="Exception">The append itself cannot be written; what it left half-written needs a rollback.</exception>
    AppendResult Apply(JournalAppend append);

    /// <summary>When it returns, everything since Begin is on stable storage.</summary>
    void Commit();

    /// <summary>Undoes everything since Begin; does not throw.</summary>
    void Rollback();
}
