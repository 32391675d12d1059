using Archive.Storage.Journal;

namespace Archive.Storage.Database.Sqlite;

/// <summary>The journal on SQLite. Dispose it before the database: what was appended until then is still written.</summary>
public sealed class SqliteJournal : IJournal, IJournalFeed, IDisposable
{
    private readonly JournalWriter _writer;
    private readonly SqlJournalReader _reader;

    public SqliteJournal(SqliteDatabase database, TimeProvider? time = null)
    {
        _writer = new JournalWriter(new SqliteJournalSession(database, time ?? TimeProvider.System), database.Health);
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
