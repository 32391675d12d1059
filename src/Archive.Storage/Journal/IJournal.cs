namespace Archive.Storage.Journal;

/// <summary>
/// The ordered history of every entity, kept with the index in one database. An append commits its events and its index
/// changes together or not at all; appends of many entities share a transaction (group commit). All members may be
/// called from any thread.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Appends if the entity's last sequence number is <see cref="JournalAppend.ExpectedSequence"/>, and the entity's last writer
    /// is this one or this one has loaded what that one left. Appends of one entity that are made in order may be in flight
    /// together: when one fails, all behind it fail, whatever others have appended meanwhile.
    /// Of a reserved entity (<see cref="JournalEntity.IsReserved"/>) the last event takes the place of the one before: its one
    /// record keeps the position of the first, and has the sequence number of the last.
    /// When it returns <see cref="AppendResult.Committed"/>, the transaction is on stable storage.
    /// </summary>
    /// <exception cref="StorageFullException">No space is left; nothing was appended.</exception>
    ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default);

    /// <summary>Every record after a position, in order. Positions are dense: 1, 2, 3 …</summary>
    IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default);

    /// <summary>The records of one entity after a sequence number, in order.</summary>
    IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default);
}
