using Archive.Storage.Health;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Writes appends to PostgreSQL. Runs on the journal writer's thread; its calls wait for the server. A group is gathered, and written in two round trips:
/// the entities are locked and read, in the order of their names; what is left of the group by the fence is written, and last of it the positions are taken,
/// which others wait for until the commit, within the same round trip. The connection is made again whenever it is not there.
/// </summary>
internal sealed class PostgresJournalSession : IJournalSession
{
    private const int MaxRepeats = 10;

    private const string HoldMember = "SELECT 1 FROM cluster_member WHERE id = $1 AND state = 'alive' FOR SHARE";

    private const string AddEntities = "INSERT INTO entity (name) SELECT name FROM unnest($1) AS name ORDER BY name COLLATE \"C\" ON CONFLICT (name) DO NOTHING";

    private const string LockEntities = "SELECT name, id, last_sequence, last_writer FROM entity WHERE name = ANY($1) ORDER BY name FOR NO KEY UPDATE";

    private const string LookAround = """
        SELECT (SELECT coalesce(max(position), 0) FROM journal), $1 = 0 OR EXISTS (SELECT 1 FROM cluster_member WHERE id = $1 AND state = 'alive')
        """;

    private readonly PostgresDatabase _database;
    private readonly long? _member;
    private readonly TimeProvider _time;
    private readonly PostgresIndexWriter _index = new();
    private readonly List<PendingAppend> _appends = [];
    private readonly Dictionary<string, EntityState> _entities = new(StringComparer.Ordinal);
    private readonly PostgresRows _entityRows = new($"""
        UPDATE entity SET last_sequence = new.last_sequence, last_writer = new.last_writer
        FROM {PostgresRows.Table("id", "last_sequence", "last_writer")} WHERE entity.id = new.id
        """);

    private readonly PostgresRows _journalRows = new($"""
        INSERT INTO journal (position, entity_id, sequence, type, version, committed_at, json)
        SELECT last.position + new.place, new.entity_id, new.sequence, new.type, new.version, new.committed_at, new.json
        FROM take_journal() AS last (position), {PostgresRows.Table("entity_id", "sequence", "type", "version", "committed_at", "json")}
        """);

    private readonly PostgresRows _renewedRows = new($"""
        UPDATE journal SET sequence = new.sequence, type = new.type, version = new.version, committed_at = new.committed_at, json = new.json
        FROM {PostgresRows.Table("entity_id", "sequence", "type", "version", "committed_at", "json")} WHERE journal.entity_id = new.entity_id
        """);

    private NpgsqlConnection? _connection;
    private long _seen;

    /// <param name="member">The row that has to be alive; null: none.</param>
    public PostgresJournalSession(PostgresDatabase database, long? member, TimeProvider time)
    {
        _database = database;
        _member = member;
        _time = time;
    }

    /// <summary>How late a follower here may be with what another node has committed, and how soon a lost connection is noticed.</summary>
    public TimeSpan LookInterval { get; } = TimeSpan.FromMilliseconds(250);

    public void Begin() => _appends.Clear();

    public void Apply(PendingAppend append) => _appends.Add(append);

    public void Commit()
    {
        for (var repeats = 0; !TryWrite(); repeats++)
        {
            if (repeats == MaxRepeats)
                throw new StorageUnavailableException($"The database gave up the transaction {repeats + 1} times for those of others.");
        }
    }

    public void Rollback()
    {
        if (_connection is null)
            return;
        try
        {
            Execute("ROLLBACK"); // no error where there is no transaction
        }
        catch (Exception e) when (PostgresErrors.IsOfDatabase(e) || e is InvalidOperationException)
        {
            Disconnect();
        }
    }

    public bool Look()
    {
        try
        {
            using var command = new NpgsqlCommand(LookAround, Connect()) { Parameters = { new() { Value = _member ?? 0L } } };
            using var reader = command.ExecuteReader();
            reader.Read();
            if (!reader.GetBoolean(1))
                throw Fenced();
            var hasMore = reader.GetInt64(0) != _seen;
            _seen = reader.GetInt64(0);
            return hasMore;
        }
        catch (Exception e) when (PostgresErrors.IsOfDatabase(e))
        {
            Disconnect();
            throw PostgresErrors.ToException(e);
        }
    }

    public void Dispose() => Disconnect();

    /// <summary>False when it was given up for another transaction, and is to be repeated.</summary>
    private bool TryWrite()
    {
        try
        {
            var connection = Connect();
            LockAll(connection);
            _index.Clear();
            _entityRows.Clear();
            _journalRows.Clear();
            _renewedRows.Clear();
            Decide();
            Write(connection);
            return true;
        }
        catch (Exception e) when (PostgresErrors.IsGivenUp(e))
        {
            Rollback();
            return false;
        }
        catch (Exception e) when (PostgresErrors.IsOfDatabase(e))
        {
            if (PostgresErrors.IsMisfit(e))
                throw new InvalidOperationException($"Of {_appends.Count} appends from that of {_appends[0].Append.Entity} on one does not fit: {e.Message}", e);
            Disconnect(); // also from a server that lives and did not answer in time: nobody waits for the rest of its answer
            throw PostgresErrors.ToException(e);
        }
    }

    /// <summary>Begins the transaction. Whoever wants the same entities waits until it ends, and so does whoever wants to fence this node.</summary>
    private void LockAll(NpgsqlConnection connection)
    {
        _entities.Clear();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN") } };
        if (_member is { } member)
            batch.BatchCommands.Add(new(HoldMember) { Parameters = { new() { Value = member } } });
        var added = _appends.Where(append => append.Append is { ExpectedSequence: 0, Events.Count: > 0 }).Select(append => append.Append.Entity).Distinct().ToArray();
        if (added.Length > 0)
            batch.BatchCommands.Add(new(AddEntities) { Parameters = { new() { Value = added } } });
        batch.BatchCommands.Add(new(LockEntities) { Parameters = { new() { Value = _appends.Select(append => append.Append.Entity).Distinct().ToArray() } } });
        using var reader = batch.ExecuteReader();
        if (_member is not null)
        {
            if (!reader.Read())
                throw Fenced();
            reader.NextResult();
        }

        while (reader.Read())
            _entities.Add(reader.GetString(0), new EntityState(reader.GetInt64(1), reader.GetInt64(2), reader.GetGuid(3)));
    }

    /// <summary>Gives each append its result and gathers what there is to write of them.</summary>
    private void Decide()
    {
        var now = Instant.From(_time.GetUtcNow());
        var written = new HashSet<string>(StringComparer.Ordinal);
        var renewed = new Dictionary<long, Renewal>();
        foreach (var pending in _appends)
        {
            var append = pending.Append;
            var entity = _entities.GetValueOrDefault(append.Entity);
            var isStale = append.IsStale(entity.Sequence, entity.LastWriter);
            if (!isStale && append.Events.Count > 0)
            {
                var isReserved = JournalEntity.IsReserved(append.Entity);
                foreach (var journalEvent in append.Events)
                {
                    entity = entity with { Sequence = entity.Sequence + 1 };
                    if (isReserved)
                        renewed[entity.Id] = new Renewal(journalEvent, entity.Sequence, renewed.TryGetValue(entity.Id, out var before) ? before.IsFirst : entity.Sequence == 1);
                    else
                        Write(_journalRows, entity.Id, entity.Sequence, journalEvent, now);
                }

                foreach (var change in append.Changes)
                    _index.Add(change);
                _entities[append.Entity] = entity with { LastWriter = append.Writer };
                written.Add(append.Entity);
            }

            pending.Result = isStale ? AppendResult.Conflict(entity.Sequence) : AppendResult.Committed(entity.Sequence);
        }

        foreach (var entity in written.Select(name => _entities[name]))
            _entityRows.Next().With(entity.Id).With(entity.Sequence).With(entity.LastWriter);
        foreach (var (entity, last) in renewed)
            Write(last.IsFirst ? _journalRows : _renewedRows, entity, last.Sequence, last.Event, now);
    }

    private static void Write(PostgresRows rows, long entity, long sequence, JournalEvent journalEvent, long now) =>
        rows.Next().With(entity).With(sequence).With(journalEvent.Type).With(journalEvent.Version).With(now).With(Text(journalEvent.Json));

    /// <summary>Writes all, takes the positions and commits: the server does not hear from this node between the last two.</summary>
    private void Write(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        try
        {
            _index.AddTo(batch);
            if (_index.MayMiss)
            {
                batch.ExecuteNonQuery();
                _index.ThrowIfMissing();
                batch.Dispose();
                batch = new NpgsqlBatch(connection);
            }

            foreach (var rows in (PostgresRows[])[_entityRows, _renewedRows, _journalRows])
            {
                if (rows.Count > 0)
                    batch.BatchCommands.Add(rows.ToCommand());
            }

            batch.BatchCommands.Add(new("COMMIT"));
            batch.ExecuteNonQuery();
        }
        finally
        {
            batch.Dispose();
        }
    }

    private StorageFailedException Fenced()
    {
        const string Reason = "The other nodes have gone on without this one and taken over what it wrote: it was taken for dead.";
        _database.Health.Report(ArchivePart.Cluster, HealthState.Failed, Reason);
        return new StorageFailedException(Reason);
    }

    private NpgsqlConnection Connect() => _connection ??= _database.ConnectWriter();

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private static string Text(ReadOnlyMemory<byte> json) => System.Text.Encoding.UTF8.GetString(json.Span);

    /// <summary>An entity as the open transaction has it; id 0 when it has no row, no writer when it was never written.</summary>
    private readonly record struct EntityState(long Id, long Sequence, Guid LastWriter);

    /// <summary>The last event of a reserved entity, which alone is written.</summary>
    /// <param name="IsFirst">The entity had no record before this transaction.</param>
    private readonly record struct Renewal(JournalEvent Event, long Sequence, bool IsFirst);
}
