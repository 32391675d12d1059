using System.Data;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// Writes appends to SQL Server. A group is written in two round trips. The first reads its entities, and locks nothing: the server ends no transaction of a
/// node that is silent, and nothing may wait for one. The second is the whole transaction: it holds the member's row, takes the entities as they were read or
/// gives up, writes, takes the positions under a lock that is held to the commit, and commits.
/// </summary>
internal sealed class SqlServerJournalSession : GroupJournalSession<SqlServerErrors>
{
    /// <summary>A server that does not answer for so long is taken for gone.</summary>
    private const int Seconds = 10;

    internal const string LookSql = $"""
        SELECT coalesce(max(position), 0), CASE WHEN @me = 0 OR {SqlServerBatch.IAmAlive} THEN 1 ELSE 0 END FROM journal
        """;

    internal const string ReadEntities = $"""
        SELECT entity.name, entity.id, entity.last_sequence, entity.last_writer FROM @names AS asked JOIN entity ON entity.name = asked.value
        {SqlServerReaders.AsWritten}
        """;

    private readonly SqlServerDatabase _database;
    private readonly long? _member;
    private readonly SqlServerTransaction _transaction;
    private SqlConnection? _connection;

    /// <param name="member">The row that has to be alive; null: none.</param>
    public SqlServerJournalSession(SqlServerDatabase database, long? member, TimeProvider time)
        : base(database.Health, time)
    {
        _database = database;
        _member = member;
        _transaction = new SqlServerTransaction(member);
    }

    /// <summary>There is no transaction between two round trips.</summary>
    public override void Rollback()
    {
    }

    protected override (long Last, bool IsAlive) LookAround()
    {
        using var command = Command(LookSql);
        command.Parameters.Add(SqlServerReaders.Parameter("@me", _member ?? 0L));
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt32(1) == 1);
    }

    protected override void Write()
    {
        Read();
        _transaction.Clear();
        Decide();
        try
        {
            using var command = _transaction.ToBatch().ToCommand(Connect());
            command.CommandTimeout = Seconds;
            command.ExecuteNonQuery();
        }
        catch (SqlException e) when (SqlServerErrors.IsFenced(e))
        {
            throw Refused();
        }
    }

    protected override void Add(string entity, EntityState state, JournalEvent journalEvent, long committedAt) =>
        Add(_transaction.Events, entity, state, journalEvent, committedAt);

    protected override void Renew(string entity, EntityState state, JournalEvent journalEvent, long committedAt) =>
        Add(_transaction.RenewedEvents, entity, state, journalEvent, committedAt);

    protected override void Add(IndexChange change, long committedAt) => _transaction.Add(change, committedAt);

    protected override void Add(string entity, EntityState before, EntityState after) =>
        _transaction.Entities.Next().With(entity).With(before.Sequence).With(before.LastWriter).With(after.Sequence).With(after.LastWriter);

    protected override void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static void Add(SqlServerRows rows, string entity, EntityState state, JournalEvent journalEvent, long committedAt) =>
        rows.Next().With(entity).With(state.Sequence).With(journalEvent.Type).With(journalEvent.Version).With(committedAt).With(journalEvent.Json);

    private void Read()
    {
        Entities.Clear();
        var names = SqlServerRows.OfTexts();
        foreach (var name in Appends.Select(append => append.Entity).Distinct())
            names.Next().With(name);
        using var command = Command(ReadEntities);
        command.Parameters.Add(names.ToParameter("@names"));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            Entities.Add(reader.GetString(0), new EntityState(reader.GetInt64(1), reader.GetInt64(2), reader.GetGuid(3)));
    }

    private SqlCommand Command(string sql) => new(sql, Connect()) { CommandTimeout = Seconds };

    private SqlConnection Connect()
    {
        if (_connection is { State: ConnectionState.Open } open)
            return open;
        Disconnect();
        return _connection = _database.ConnectWriter();
    }
}
