using Archive.Storage.Journal;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// The journal on PostgreSQL, which many nodes write at once. Followers are woken by what this node commits, and within a quarter of a second by what others
/// have. Dispose it before the database: what was appended until then is still written.
/// </summary>
public sealed class PostgresJournal : IJournal, IJournalFeed, IDisposable
{
    private readonly JournalWriter _writer;
    private readonly SqlJournalReader _reader;

    /// <param name="member">The row of the run of this node in <c>cluster_member</c>: what it commits, it commits while that is alive. Null where there are none.</param>
    public PostgresJournal(PostgresDatabase database, long? member = null, TimeProvider? time = null)
    {
        _writer = new JournalWriter(new PostgresJournalSession(database, member, time ?? TimeProvider.System), database.Health);
        _reader = new SqlJournalReader(database.Readers, _writer.Commits);
    }

    public ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<AppendResult>(_writer.AppendAsync(append));
    }

    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(afterPosition, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        _reader.ReadEntityAsync(entity, afterSequence, cancellationToken);

    public IAsyncEnumerable<JournalRecord> FollowAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        _reader.FollowAsync(afterPosition, cancellationToken);

    public IAsyncEnumerable<JournalRecord> FollowEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        _reader.FollowEntityAsync(entity, afterSequence, cancellationToken);

    public void Dispose() => _writer.Dispose();
}
