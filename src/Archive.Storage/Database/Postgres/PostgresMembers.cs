using Archive.Storage.Members;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// A run of a node in the tables <c>cluster_member</c>, <c>cluster_heartbeat</c> and <c>cluster_lease</c>. Each operation is one batch, which the server
/// runs as one transaction without hearing from the node in between: a node that is stopped amid one holds nobody up.
/// </summary>
public sealed class PostgresMembers : ServerMembers
{
    /// <summary>Held by whatever decides who is a member: they do it one after the other.</summary>
    private const long Decisions = 0x4152_4348_4956_4501;

    private const string Now = "(extract(epoch FROM now()) * 1000)::BIGINT";

    /// <summary>
    /// Who stands still amid a transaction of its journal would hold its own row, and perhaps the order of all journals, for as long as it does.
    /// </summary>
    private const string EndJournals = $"""
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN cluster_member ON application_name = '{MemberRows.Journal} ' || id
        WHERE datname = current_database() AND cluster_member.state = 'alive'
        """;

    private readonly NpgsqlDataSource _database;

    private PostgresMembers(NpgsqlDataSource database, string address, long id)
        : base(address, id) => _database = database;

    /// <summary>
    /// Enters a run of a node. A run before it at the same address is fenced; rows of runs that ended more than a day ago, and whose volumes
    /// somebody has taken over, are forgotten.
    /// </summary>
    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="address"><c>host:port</c> where other nodes reach it.</param>
    /// <param name="version">Of the program.</param>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<PostgresMembers> RegisterAsync(string connectionString, string address, string version, CancellationToken cancellationToken)
    {
        var database = CreateSource(connectionString);
        try
        {
            var id = await RunAsync(
                database,
                async batch =>
                {
                    await using var results = await batch.ExecuteReaderAsync(cancellationToken);
                    await results.NextResultAsync(cancellationToken); // after that of the lock
                    await results.NextResultAsync(cancellationToken); // and of the journals
                    await results.ReadAsync(cancellationToken);
                    return results.GetInt64(0);
                },
                [
                    Decide,
                    new($"""
                        DELETE FROM cluster_member WHERE state <> 'alive' AND ended_at < {Now} - 24 * 60 * 60 * 1000
                        AND NOT EXISTS (SELECT 1 FROM volume_set WHERE owner = cluster_member.id)
                        """),
                    new($"{EndJournals} AND address = $1") { Parameters = { new() { Value = address } } },
                    new($"UPDATE cluster_member SET state = 'fenced', ended_at = {Now} WHERE address = $1 AND state = 'alive'") { Parameters = { new() { Value = address } } },
                    new($"""
                        WITH me AS (INSERT INTO cluster_member (address, version, started_at) VALUES ($1, $2, {Now}) RETURNING id)
                        INSERT INTO cluster_heartbeat (member_id, beat) SELECT id, 0 FROM me RETURNING member_id
                        """) { Parameters = { new() { Value = address }, new() { Value = version } } },
                ]);
            return new PostgresMembers(database, address, id);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a node for something; it sees that with its next beat.</summary>
    /// <param name="node">Its id, or its address.</param>
    /// <returns>False: no such node lives.</returns>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<bool> RequestAsync(string connectionString, string node, MemberRequest request, CancellationToken cancellationToken)
    {
        await using var database = CreateSource(connectionString);
        return await RunAsync(
            database,
            batch => batch.ExecuteNonQueryAsync(cancellationToken),
            [
                new("UPDATE cluster_member SET request = $1 WHERE state = 'alive' AND (address = $2 OR id::TEXT = $2)")
                {
                    Parameters = { new() { Value = request == MemberRequest.Drain ? "drain" : "leave" }, new() { Value = node } },
                },
            ]) > 0;
    }

    /// <inheritdoc/>
    public override async Task<bool> FenceAsync(long id, CancellationToken cancellationToken) => await ExecuteAsync(
        [
            Decide,
            Mine($"{EndJournals} AND id = $2 AND {MemberRows.IsAlive}", id),
            Mine($"UPDATE cluster_member SET state = 'fenced', ended_at = {Now} WHERE id = $2 AND state = 'alive' AND {MemberRows.IsAlive}", id),
        ],
        cancellationToken) > 0;

    /// <inheritdoc/>
    public override async Task<bool> TryFoundAsync(CancellationToken cancellationToken) => await ExecuteAsync(
        [
            Decide,
            Mine("""
                UPDATE cluster_member SET is_formed = TRUE WHERE id = $1 AND state = 'alive'
                AND NOT EXISTS (SELECT 1 FROM cluster_member other WHERE other.state = 'alive' AND (other.id < $1 OR (other.is_formed AND other.id <> $1)))
                """),
        ],
        cancellationToken) > 0;

    /// <inheritdoc/>
    public override Task SetFormedAsync(CancellationToken cancellationToken) =>
        ExecuteAsync([Mine("UPDATE cluster_member SET is_formed = TRUE WHERE id = $1 AND state = 'alive'")], cancellationToken);

    /// <inheritdoc/>
    public override Task LeaveAsync(CancellationToken cancellationToken) => ExecuteAsync(
        [
            Mine($"UPDATE cluster_member SET state = 'left', ended_at = {Now} WHERE id = $1 AND state = 'alive'"),
            Mine("""
                UPDATE volume_set SET owner = NULL WHERE owner = $1 AND NOT is_adopted
                AND EXISTS (SELECT 1 FROM cluster_member WHERE id = $1 AND state = 'left')
                """),
        ],
        cancellationToken);

    /// <inheritdoc/>
    public override async Task<bool> TryLeaseAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken) => await ExecuteAsync(
        [
            Mine(
                $"""
                INSERT INTO cluster_lease (name, owner, until) SELECT $2, $3, now() + $4 WHERE {MemberRows.IsAlive}
                ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
                WHERE cluster_lease.owner = excluded.owner OR cluster_lease.until < now()
                """,
                name, owner, duration),
        ],
        cancellationToken) > 0;

    /// <inheritdoc/>
    public override Task ReleaseLeaseAsync(string name, string owner, CancellationToken cancellationToken) => ExecuteAsync(
        [new("DELETE FROM cluster_lease WHERE name = $1 AND owner = $2") { Parameters = { new() { Value = name }, new() { Value = owner } } }], cancellationToken);

    /// <inheritdoc/>
    public override Task<string?> FindLeaseOwnerAsync(string name, CancellationToken cancellationToken) => RunAsync(
        async batch => (string?)await batch.ExecuteScalarAsync(cancellationToken),
        [new("SELECT owner FROM cluster_lease WHERE name = $1 AND until >= now()") { Parameters = { new() { Value = name } } }]);

    private static NpgsqlDataSource CreateSource(string connectionString) =>
        MemberRows.Connect(connectionString, "archive members", maxConnections: 3, patienceSeconds: 3);

    private protected override ValueTask CloseAsync() => _database.DisposeAsync();

    private protected override Task<IReadOnlyList<ClusterMember>> LookAsync(
        MemberCondition condition, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<ClusterMember>>(
        async batch =>
        {
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
            var members = new List<ClusterMember>();
            while (await rows.ReadAsync(cancellationToken))
            {
                members.Add(new ClusterMember(
                    rows.GetInt64(0), rows.GetString(1), rows.GetBoolean(2), rows.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4)), rows.GetInt64(5))
                {
                    Request = rows.IsDBNull(6) ? MemberRequest.None : Enum.Parse<MemberRequest>(rows.GetString(6), ignoreCase: true),
                    Condition = MemberCondition.Of(rows.IsDBNull(7) ? null : rows.GetInt32(7), rows.IsDBNull(8) ? null : rows.GetString(8)),
                });
            }

            return members;
        },
        [
            Mine(
                $"UPDATE cluster_heartbeat SET beat = beat + 1, lag_ms = $2, not_ready_reason = $3 WHERE member_id = $1 AND {MemberRows.IsAlive}",
                (object?)condition.LagMs ?? DBNull.Value,
                condition.NotReadyReason is { } reason ? ServerText.Clean(reason) : DBNull.Value),
            new("""
                SELECT id, address, is_formed, version, started_at, beat, request, lag_ms, not_ready_reason FROM cluster_member JOIN cluster_heartbeat ON member_id = id
                WHERE state = 'alive' ORDER BY id
                """),
        ]);

    /// <summary>What decides waits for others that do, and for the transactions of those that it fences, not for ever.</summary>
    private static NpgsqlBatchCommand Decide =>
        new("SELECT set_config('lock_timeout', '2s', TRUE), pg_advisory_xact_lock($1)") { Parameters = { new() { Value = Decisions } } };

    private NpgsqlBatchCommand Mine(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = Id } } };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    /// <returns>The rows that were changed.</returns>
    private Task<int> ExecuteAsync(NpgsqlBatchCommand[] commands, CancellationToken cancellationToken) =>
        RunAsync(batch => batch.ExecuteNonQueryAsync(cancellationToken), commands);

    private Task<T> RunAsync<T>(Func<NpgsqlBatch, Task<T>> run, NpgsqlBatchCommand[] commands) => RunAsync(_database, run, commands);

    private static Task<T> RunAsync<T>(NpgsqlDataSource database, Func<NpgsqlBatch, Task<T>> run, NpgsqlBatchCommand[] commands) => MemberRows.AskAsync(async () =>
    {
        await using var batch = database.CreateBatch();
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return await run(batch);
    });
}
