namespace Archive.Storage.Journal;

/// <summary>
/// The journal for those who follow it: what is there, and then what is committed, each record once and in order, within
/// 100 ms of its commit. Streams end when the journal is closed; they hold a page of records. May be called from any thread.
/// </summary>
public interface IJournalFeed
{
    /// <summary>For how long it has not seen the end of the journal: what others committed since may not have been handed out.</summary>
    TimeSpan Lag { get; }

    /// <summary>Every record after a position, in order.</summary>
    IAsyncEnumerable<JournalRecord> FollowAsync(long afterPosition, CancellationToken cancellationToken = default);

    /// <summary>The records of one entity after a sequence number, in order.</summary>
    IAsyncEnumerable<JournalRecord> FollowEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default);
}
