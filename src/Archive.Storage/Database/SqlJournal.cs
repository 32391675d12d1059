using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Archive.Storage.Health;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;

namespace Archive.Storage.Database;

/// <summary>A journal on a database that speaks SQL. Dispose it before the database: what was appended until then is still written.</summary>
public abstract class SqlJournal : IJournal, IJournalFeed, IDisposable
{
    private const int PageRows = 512;
    private const string Columns = "journal.position, entity.name, journal.sequence, journal.type, journal.version, journal.committed_at, journal.json";

    /// <summary>Commits are gathered for so long: a follower reads so often at most, however many there are.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly JournalWriter _writer;
    private readonly ISqlReader _reader;
    private readonly SqlDialect _dialect;

    private protected SqlJournal(IJournalSession session, ISqlReader reader, SqlDialect dialect, ArchiveHealth health)
    {
        _writer = new JournalWriter(session, health);
        _reader = reader;
        _dialect = dialect;
    }

    public TimeSpan Lag => _writer.Lag;

    public ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<AppendResult>(_writer.AppendAsync(append));
    }

    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        ReadPagesAsync("journal.position", null, [], afterPosition, record => record.Position, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        ReadPagesAsync("journal.sequence", "entity.name = @p1", [entity], afterSequence, record => record.Sequence, cancellationToken);

    public IAsyncEnumerable<JournalRecord> FollowAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        FollowAsync(after => ReadAsync(after, cancellationToken), afterPosition, record => record.Position, cancellationToken);

    public IAsyncEnumerable<JournalRecord> FollowEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        FollowAsync(after => ReadEntityAsync(entity, after, cancellationToken), afterSequence, record => record.Sequence, cancellationToken);

    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    private async IAsyncEnumerable<JournalRecord> FollowAsync(
        Func<long, IAsyncEnumerable<JournalRecord>> read, long after, Func<JournalRecord, long> key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var isOpen = true; isOpen;)
        {
            var committed = _writer.Commits.Next;
            await foreach (var record in read(after).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return record;
                after = key(record);
            }

            isOpen = await committed.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (isOpen)
                await Task.Delay(Gathering, cancellationToken).ConfigureAwait(false);
        }
    }

    // A page at a time: a reader that is slow to take its records must not keep a snapshot, and the log with it.
    private async IAsyncEnumerable<JournalRecord> ReadPagesAsync(
        string column, string? condition, IReadOnlyList<object> parameters, long after, Func<JournalRecord, long> key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = _dialect.Page(
            Columns, "journal JOIN entity ON entity.id = journal.entity_id", condition, [column], ["@p0"], PageRows.ToString(CultureInfo.InvariantCulture));
        List<JournalRecord> page;
        do
        {
            page = await _reader.ReadAsync(new SqlQuery(sql, [after, .. parameters]), ReadRecord, cancellationToken).ConfigureAwait(false);
            foreach (var record in page)
            {
                yield return record;
                after = key(record);
            }
        }
        while (page.Count == PageRows);
    }

    private static JournalRecord ReadRecord(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt32(4), Instant.Read(row.GetInt64(5)), row.GetFieldValue<byte[]>(6));
}
