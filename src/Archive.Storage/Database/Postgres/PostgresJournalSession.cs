using Archive.Storage.Index;
using Archive.Storage.Journal;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Writes appends to PostgreSQL. A group is written in two round trips: the entities are locked and read, in the order of their names; what is left of the
/// group by the fence is written, and last of it the positions are taken, which others wait for until the commit, within the same round trip.
/// </summary>
internal sealed class PostgresJournalSession : GroupJournalSession<PostgresErrors>
{
    private const string HoldMember = "SELECT 1 FROM cluster_member WHERE id = $1 AND state = 'alive' FOR SHARE";

    private const string AddEntities = "INSERT INTO entity (name) SELECT name FROM unnest($1) AS name ORDER BY name COLLATE \"C\" ON CONFLICT (name) DO NOTHING";

    private const string LockEntities = "SELECT name, id, last_sequence, last_writer FROM entity WHERE name = ANY($1) ORDER BY name FOR NO KEY UPDATE";

    private const string LookSql = $"SELECT (SELECT coalesce(max(position), 0) FROM journal), $1 = 0 OR {MemberRows.IsAlive}";

    private readonly PostgresDatabase _database;
    private readonly long? _member;
    private readonly PostgresIndexWriter _index = new();
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

    /// <param name="member">The row that has to be alive; null: none.</param>
    public PostgresJournalSession(PostgresDatabase database, long? member, TimeProvider time)
        : base(database.Health, time)
    {
        _database = database;
        _member = member;
    }

    public override void Rollback()
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

    protected override (long Last, bool IsAlive) LookAround()
    {
        using var command = new NpgsqlCommand(LookSql, Connect()) { Parameters = { new() { Value = _member ?? 0L } } };
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetBoolean(1));
    }

    protected override void Write()
    {
        var connection = Connect();
        LockAll(connection);
        _index.Clear();
        _entityRows.Clear();
        _journalRows.Clear();
        _renewedRows.Clear();
        Decide();
        Write(connection);
    }

    protected override void Add(string entity, EntityState state, JournalEvent journalEvent, long committedAt) => Add(_journalRows, state, journalEvent, committedAt);

    protected override void Renew(string entity, EntityState state, JournalEvent journalEvent, long committedAt) => Add(_renewedRows, state, journalEvent, committedAt);

    protected override void Add(IndexChange change, long committedAt) => _index.Add(change, committedAt);

    protected override void Add(string entity, EntityState before, EntityState after) => _entityRows.Next().With(after.Id).With(after.Sequence).With(after.LastWriter);

    protected override void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static void Add(PostgresRows rows, EntityState state, JournalEvent journalEvent, long committedAt) =>
        rows.Next().With(state.Id).With(state.Sequence).With(journalEvent.Type).With(journalEvent.Version).With(committedAt).With(Text(journalEvent.Json));

    private static string Text(ReadOnlyMemory<byte> json) => System.Text.Encoding.UTF8.GetString(json.Span);

    /// <summary>Begins the transaction. Whoever wants the same entities waits until it ends, and so does whoever wants to fence this node.</summary>
    private void LockAll(NpgsqlConnection connection)
    {
        Entities.Clear();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN") } };
        if (_member is { } member)
            batch.BatchCommands.Add(new(HoldMember) { Parameters = { new() { Value = member } } });
        var added = Appends.Where(append => append is { ExpectedSequence: 0, Events.Count: > 0 }).Select(append => append.Entity).Distinct().ToArray();
        if (added.Length > 0)
            batch.BatchCommands.Add(new(AddEntities) { Parameters = { new() { Value = added } } });
        batch.BatchCommands.Add(new(LockEntities) { Parameters = { new() { Value = Appends.Select(append => append.Entity).Distinct().ToArray() } } });
        using var reader = batch.ExecuteReader();
        if (_member is not null)
        {
            if (!reader.Read())
                throw Refused();
            reader.NextResult();
        }

        while (reader.Read())
            Entities.Add(reader.GetString(0), new EntityState(reader.GetInt64(1), reader.GetInt64(2), reader.GetGuid(3)));
    }

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

    private NpgsqlConnection Connect() => _connection ??= _database.ConnectWriter(_member);

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
