using System.Runtime.CompilerServices;
using Archive.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Sql.Sqlite;

/// <summary>The journal on SQLite. Dispose it before the database: what was appended until then is still written.</summary>
public sealed class SqliteJournal : IJournal, IDisposable
{
    private const int PageRows = 512;

    private readonly SqliteReaders _readers;
    private readonly JournalWriter _writer;

    public SqliteJournal(SqliteDatabase database, TimeProvider? time = null)
    {
        _readers = database.Readers;
        _writer = new JournalWriter(new SqliteJournalSession(database, time ?? TimeProvider.System));
    }

    public ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<AppendResult>(_writer.AppendAsync(append));
    }

    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        ReadPagesAsync("journal.position > $after ORDER BY journal.position", null, afterPosition, record => record.Position, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        ReadPagesAsync(
            "entity.name = $entity AND journal.sequence > $after ORDER BY journal.sequence", entity, afterSequence, record => record.Sequence, cancellationToken);

    public void Dispose() => _writer.Dispose();

    // A page at a time: a reader that is slow to take its records must not keep a snapshot, and the log with it.
    private async IAsyncEnumerable<JournalRecord> ReadPagesAsync(
        string condition, string? entity, long after, Func<JournalRecord, long> key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT journal.position, entity.name, journal.sequence, journal.type, journal.version, journal.committed_at, journal.json
            FROM journal JOIN entity ON entity.id = journal.entity_id WHERE {condition} LIMIT {PageRows}
            """;
        List<JournalRecord> page;
        do
        {
            var from = after;
            page = await _readers.ReadAsync(connection => ReadPage(connection, sql, entity, from), cancellationToken).ConfigureAwait(false);
            foreach (var record in page)
            {
                yield return record;
                after = key(record);
            }
        }
        while (page.Count == PageRows);
    }

    private static List<JournalRecord> ReadPage(SqliteConnection connection, string sql, string? entity, long after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$after", after);
        if (entity is not null)
            command.Parameters.AddWithValue("$entity", entity);
        using var reader = command.ExecuteReader();
        var page = new List<JournalRecord>();
        while (reader.Read())
        {
            page.Add(new JournalRecord(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetInt32(4),
                Instant.Read(reader.GetInt64(5)), (byte[])reader.GetFieldValue<byte[]>(6)));
        }

        return page;
    }
}
