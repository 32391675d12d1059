using Archive.Storage.Peers;
using Npgsql;
using NpgsqlTypes;

namespace Archive.Storage.Database.Postgres;

/// <summary>The tables <c>peer</c>, <c>peer_change</c> and <c>peer_version</c>.</summary>
public sealed class PostgresPeerTable : IPeerTable
{
    // One statement sees one moment.
    private const string Select = """
        SELECT version, ae_title, options::text
        FROM peer_version LEFT JOIN peer ON TRUE
        WHERE version <> $1
        ORDER BY ae_title
        """;

    // Each sees the row as it was before the statement, and tells nothing when it changes nothing.
    private const string Put = """
        WITH put AS (
            INSERT INTO peer (ae_title, options) VALUES ($2, $3)
            ON CONFLICT (ae_title) DO UPDATE SET options = excluded.options, changed_at = now() WHERE peer.options <> excluded.options
            RETURNING ae_title, options)
        INSERT INTO peer_change (changed_by, ae_title, before, after)
        SELECT $1, put.ae_title, peer.options, put.options FROM put LEFT JOIN peer USING (ae_title)
        RETURNING before::text, after::text
        """;

    private const string Remove = """
        WITH removed AS (DELETE FROM peer WHERE ae_title = $2 RETURNING ae_title, options)
        INSERT INTO peer_change (changed_by, ae_title, before)
        SELECT $1, ae_title, options FROM removed
        RETURNING before::text, after::text
        """;

    // Who is stopped while it changes something holds the others up no longer than that.
    private const string Take = "SET LOCAL idle_in_transaction_session_timeout = '5s'; SELECT version FROM peer_version FOR UPDATE";

    private readonly NpgsqlDataSource _database;

    private PostgresPeerTable(NpgsqlDataSource database) => _database = database;

    /// <summary>Connects when it is used, for a moment each time.</summary>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static PostgresPeerTable Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "archive peers",
            MaxPoolSize = 2,
            Timeout = 5,
            CommandTimeout = 10,
            Enlist = false,
        };
        settings.Options = $"{settings.Options} -c jit=off".Trim(); // without statistics the server believes in so many peers that it would compile the query every time
        return new PostgresPeerTable(NpgsqlDataSource.Create(settings.ConnectionString));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    public Task<StoredPeers?> ReadAsync(long knownVersion, CancellationToken cancellationToken) => AskAsync(async connection =>
    {
        await using var select = Command(connection, null, Select, Value(knownVersion));
        return await ReadAsync(select, cancellationToken);
    }, cancellationToken);

    public Task<IReadOnlyList<PeerChange>> ChangeAsync(
        string changedBy, Func<StoredPeers, IReadOnlyDictionary<string, string?>> decide, CancellationToken cancellationToken) =>
        AskAsync(connection => ChangeAsync(connection, changedBy, decide, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<PeerChange>> ChangeAsync(
        NpgsqlConnection connection, string changedBy, Func<StoredPeers, IReadOnlyDictionary<string, string?>> decide, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = Command(connection, transaction, Take))
            await take.ExecuteNonQueryAsync(cancellationToken);
        await using var select = Command(connection, transaction, Select, Value(-1L));
        var peers = await ReadAsync(select, cancellationToken) ?? throw new InvalidOperationException("There is no version of the peers.");
        var changes = new List<PeerChange>();
        foreach (var (aeTitle, options) in decide(peers))
        {
            await using var change = options is null
                ? Command(connection, transaction, Remove, Value(changedBy), Value(aeTitle))
                : Command(connection, transaction, Put, Value(changedBy), Value(aeTitle), Json(options));
            await using var changed = await change.ExecuteReaderAsync(cancellationToken);
            if (await changed.ReadAsync(cancellationToken))
                changes.Add(new PeerChange(aeTitle, TextOf(changed, 0), TextOf(changed, 1)));
        }

        if (changes.Count > 0)
        {
            await using var count = Command(connection, transaction, "UPDATE peer_version SET version = version + 1");
            await count.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changes;
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(text, connection, transaction);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<string> Json(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static string? TextOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static async Task<StoredPeers?> ReadAsync(NpgsqlCommand select, CancellationToken cancellationToken)
    {
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        StoredPeers? read = null;
        var peers = new List<StoredPeer>();
        while (await rows.ReadAsync(cancellationToken))
        {
            read ??= new StoredPeers(rows.GetInt64(0), peers);
            if (!rows.IsDBNull(1))
                peers.Add(new StoredPeer(rows.GetString(1), rows.GetString(2)));
        }

        return read;
    }

    private async Task<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync(cancellationToken);
            return await ask(connection);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new PeersUnavailableException("The database is not prepared for peers yet: start a node of this version on it first.", missing);
        }
        catch (Exception e) when (PostgresErrors.IsOfDatabase(e))
        {
            throw new PeersUnavailableException($"The database of the peers cannot be asked: {e.Message}", e);
        }
    }
}
