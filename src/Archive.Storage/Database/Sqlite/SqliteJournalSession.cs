using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// Writes appends to SQLite. Runs on the journal writer's thread. It remembers nothing from one transaction to the next:
/// positions and sequence numbers are read where they are written, so that a rollback has nothing to put right.
/// </summary>
internal sealed class SqliteJournalSession : IJournalSession
{
    private readonly sqlite3 _database;
    private readonly Lock _writeGate;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteTextIndexer _textIndexer;
    private readonly TimeProvider _time;
    private readonly SqliteIndexWriter _index;
    private readonly SqliteFactWriter _facts;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _lastPosition;
    private readonly SqliteStatement _findEntity;
    private readonly SqliteStatement _insertEntity;
    private readonly SqliteStatement _setLastWriter;
    private readonly SqliteStatement _insertEvent;
    private readonly SqliteStatement _renewEvent;
    private readonly Dictionary<string, EntityState> _entities = new(StringComparer.Ordinal);
    private long _position;
    private long _now;
    private int _newStudies;

    public SqliteJournalSession(SqliteDatabase database, TimeProvider time)
    {
        _database = database.Writer.Handle ?? throw new InvalidOperationException("The database is closed.");
        _writeGate = database.WriteGate;
        _checkpointer = new SqliteCheckpointer(database);
        _textIndexer = new SqliteTextIndexer(database);
        _time = time;
        _index = new SqliteIndexWriter(_database);
        _facts = new SqliteFactWriter(_database);
        _begin = new SqliteStatement(_database, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(_database, "COMMIT");
        _rollback = new SqliteStatement(_database, "ROLLBACK");
        _lastPosition = new SqliteStatement(_database, "SELECT coalesce(max(position), 0) FROM journal");
        _findEntity = new SqliteStatement(_database, """
            SELECT id, (SELECT coalesce(max(sequence), 0) FROM journal WHERE entity_id = entity.id), last_writer FROM entity WHERE name = ?1
            """);
        _insertEntity = new SqliteStatement(_database, "INSERT INTO entity (name, last_writer) VALUES (?1, ?2)");
        _setLastWriter = new SqliteStatement(_database, "UPDATE entity SET last_writer = ?2 WHERE id = ?1");
        _insertEvent = new SqliteStatement(_database, """
            INSERT INTO journal (position, entity_id, sequence, type, version, committed_at, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """);
        _renewEvent = new SqliteStatement(_database, """
            UPDATE journal SET sequence = ?3, type = ?4, version = ?5, committed_at = ?6, json = ?7 WHERE entity_id = ?2
            """);
    }

    public void Begin()
    {
        _writeGate.Enter();
        _entities.Clear();
        _begin.Execute();
        _lastPosition.Step();
        _position = _lastPosition.Int64(0);
        _lastPosition.Reset();
        _now = Instant.From(_time.GetUtcNow());
    }

    public void Apply(PendingAppend append) => append.Result = Apply(append.Append);

    public void Commit()
    {
        _index.WriteSummaries();
        _commit.Execute();
        _writeGate.Exit();
        _ = raw.sqlite3_db_status(_database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        _checkpointer.PagesWritten(pages);
        _textIndexer.StudiesAdded(_newStudies);
        _newStudies = 0;
    }

    public void Rollback()
    {
        _index.ForgetSummaries();
        _newStudies = 0;

        // A full disk may have made SQLite roll back by itself, and a failed disk may forbid it: recovery does it then.
        if (raw.sqlite3_get_autocommit(_database) == 0)
            _rollback.TryExecute();
        if (_writeGate.IsHeldByCurrentThread)
            _writeGate.Exit();
    }

    public void Dispose()
    {
        _textIndexer.Dispose();
        _checkpointer.Dispose();
        _index.Dispose();
        _facts.Dispose();
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _rollback, _lastPosition, _findEntity, _insertEntity, _setLastWriter, _insertEvent, _renewEvent])
            statement.Dispose();
    }

    private AppendResult Apply(JournalAppend append)
    {
        var entity = Find(append.Entity);
        if (append.IsStale(entity.Sequence, entity.LastWriter))
            return AppendResult.Conflict(entity.Sequence);
        if (append.Events.Count == 0)
            return AppendResult.Committed(entity.Sequence);
        entity = WrittenBy(append.Writer, entity, append.Entity);

        var sequence = entity.Sequence;
        var isReserved = JournalEntity.IsReserved(append.Entity);
        foreach (var journalEvent in append.Events)
            Write(entity.Id, ++sequence, journalEvent, renews: isReserved && sequence > 1);
        foreach (var change in append.Changes)
        {
            if (!_facts.TryApply(change, _now))
                _index.Apply(change);
            if (change is AddStudy)
                _newStudies++;
        }

        _entities[append.Entity] = entity with { Sequence = sequence };
        return AppendResult.Committed(sequence);
    }

    private EntityState Find(string name)
    {
        if (_entities.TryGetValue(name, out var known))
            return known;
        var found = _findEntity.Bind(1, name).Step() ? new EntityState(_findEntity.Int64(0), _findEntity.Int64(1), _findEntity.Guid(2)) : default;
        _findEntity.Reset();
        return found;
    }

    private EntityState WrittenBy(Guid writer, EntityState entity, string name)
    {
        if (entity.Id == 0)
        {
            _insertEntity.Bind(1, name).Bind(2, writer).Execute();
            return entity with { Id = raw.sqlite3_last_insert_rowid(_database), LastWriter = writer };
        }

        if (entity.LastWriter == writer)
            return entity;
        _setLastWriter.Bind(1, entity.Id).Bind(2, writer).Execute();
        return entity with { LastWriter = writer };
    }

    /// <param name="renews">It takes the place of the entity's one record.</param>
    private void Write(long entity, long sequence, JournalEvent journalEvent, bool renews) =>
        (renews ? _renewEvent : _insertEvent.Bind(1, ++_position)).Bind(2, entity).Bind(3, sequence).Bind(4, journalEvent.Type)
            .Bind(5, journalEvent.Version).Bind(6, _now).BindText(7, journalEvent.Json.Span).Execute();

    /// <summary>An entity as the open transaction has it; id 0 when it has no row yet, no writer when it was written before there was a fence.</summary>
    private readonly record struct EntityState(long Id, long Sequence, Guid LastWriter);
}
