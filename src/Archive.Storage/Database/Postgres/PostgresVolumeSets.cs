using Archive.Storage.Blobs;
using Archive.Storage.Members;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// The sets of volumes of a member on PostgreSQL. Each operation is one statement, or one batch, which the server runs as one transaction: a node that is
/// stopped amid one holds nobody up.
/// </summary>
/// <example>
/// How stores are opened and closed with it:
/// <code>
/// var sets = await PostgresVolumeSets.TakeAsync(connectionString, members.Id, cancellationToken); // when the member is registered
/// var blobs = VolumeStore.Open(options, budget, health: health, sets: sets);
/// …
/// await blobs.DisposeAsync(); // all volumes are sealed
/// await sets.DisposeAsync();
/// await members.LeaveAsync(cancellationToken); // frees the own set; not when the volumes could not be sealed
/// </code>
/// </example>
public sealed class PostgresVolumeSets : ServerVolumeSets
{
    private readonly NpgsqlDataSource _database;
    private readonly long _member;

    private PostgresVolumeSets(NpgsqlDataSource database, long member, int own)
        : base(own)
    {
        _database = database;
        _member = member;
    }

    /// <summary>Takes a set for the member to write: the lowest one that nobody has, or a new one.</summary>
    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="member">Its row's id; it is alive.</param>
    /// <exception cref="NoVolumeSetException">There is none left, or the member is alive no more.</exception>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<PostgresVolumeSets> TakeAsync(string connectionString, long member, CancellationToken cancellationToken)
    {
        var database = MemberRows.Connect(connectionString, "archive volume sets", maxConnections: 2, patienceSeconds: 5);
        try
        {
            return new PostgresVolumeSets(database, member, await MemberRows.AskAsync(() => TakeAsync(database, member, cancellationToken)));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public override ValueTask<IReadOnlyList<ReleasedRecord>> CollectAsync(CancellationToken cancellationToken) => ReadAsync(
        $"""
        DELETE FROM released_blob WHERE (set_number, blob_volume, blob_offset) IN
        (SELECT set_number, blob_volume, blob_offset FROM released_blob WHERE set_number = $2 ORDER BY blob_volume, blob_offset LIMIT {MaxBatch})
        AND EXISTS (SELECT 1 FROM volume_set WHERE number = $2 AND owner = $1 AND NOT is_adopted) AND {MemberRows.IsAlive}
        RETURNING blob_volume, blob_offset, length
        """,
        [_member, Own],
        row => new ReleasedRecord(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
        cancellationToken);

    public override ValueTask<IReadOnlyList<int>> AdoptAsync(CancellationToken cancellationToken) => ReadAsync(
        $"""
        WITH ended AS (
            SELECT number FROM volume_set JOIN cluster_member ON cluster_member.id = owner WHERE state <> 'alive' AND {MemberRows.IsAlive}
            ORDER BY number FOR UPDATE OF volume_set SKIP LOCKED),
        adopted AS (UPDATE volume_set SET owner = $1, is_adopted = TRUE FROM ended WHERE volume_set.number = ended.number RETURNING volume_set.number)
        SELECT number FROM adopted
        UNION SELECT number FROM volume_set WHERE owner = $1 AND is_adopted AND {MemberRows.IsAlive}
        ORDER BY number
        """,
        [_member],
        row => row.GetInt32(0),
        cancellationToken);

    public override async ValueTask<bool> HasAsync(int set, CancellationToken cancellationToken) => await ReadAsync(
        $"SELECT 1 FROM volume_set WHERE number = $2 AND owner = $1 AND is_adopted AND {MemberRows.IsAlive}", [_member, set], row => row.GetInt32(0), cancellationToken) is [_];

    public override async ValueTask FreeAsync(int set, CancellationToken cancellationToken) => await ReadAsync(
        $"UPDATE volume_set SET owner = NULL, is_adopted = FALSE WHERE number = $2 AND owner = $1 AND is_adopted AND {MemberRows.IsAlive} RETURNING number",
        [_member, set], row => row.GetInt32(0), cancellationToken);

    private protected override ValueTask CloseAsync() => _database.DisposeAsync();

    private protected override async ValueTask WriteAsync(IReadOnlyList<ReleasedRecord> records, CancellationToken cancellationToken) => await ReadAsync(
        "INSERT INTO released_blob (set_number, blob_volume, blob_offset, length) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING set_number",
        [
            records.Select(record => VolumeSet.Of(record.Volume)).ToList(),
            records.Select(record => record.Volume).ToList(),
            records.Select(record => record.Offset).ToList(),
            records.Select(record => record.Length).ToList(),
        ],
        row => row.GetInt32(0),
        cancellationToken);

    private static async Task<int> TakeAsync(NpgsqlDataSource database, long member, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Who comes second to a number that both would make finds it taken, and looks again.
            await using var take = database.CreateCommand($"""
                WITH free AS (SELECT number FROM volume_set WHERE owner IS NULL ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED),
                taken AS (
                    UPDATE volume_set SET owner = $1, is_adopted = FALSE FROM free WHERE volume_set.number = free.number AND {MemberRows.IsAlive} RETURNING volume_set.number),
                made AS (
                    INSERT INTO volume_set (number, owner) SELECT next.number, $1
                    FROM (SELECT COALESCE(MAX(number) + 1, 0) AS number FROM volume_set) AS next
                    WHERE next.number < {VolumeSet.Count} AND NOT EXISTS (SELECT 1 FROM free) AND {MemberRows.IsAlive}
                    ON CONFLICT DO NOTHING RETURNING number)
                SELECT number FROM taken UNION ALL SELECT number FROM made
                """);
            take.Parameters.Add(new NpgsqlParameter { Value = member });
            if (await take.ExecuteScalarAsync(cancellationToken) is int own)
                return own;

            await using var ask = database.CreateCommand($"SELECT {MemberRows.IsAlive}, (SELECT COUNT(*) FROM volume_set WHERE owner IS NOT NULL)");
            ask.Parameters.Add(new NpgsqlParameter { Value = member });
            await using var answer = await ask.ExecuteReaderAsync(cancellationToken);
            await answer.ReadAsync(cancellationToken);
            if (!answer.GetBoolean(0))
                throw MemberIsGone();
            if (answer.GetInt64(1) >= VolumeSet.Count)
                throw AllAreTaken();
        }
    }

    private async ValueTask<IReadOnlyList<T>> ReadAsync<T>(string sql, object[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        await MemberRows.AskAsync(async () =>
        {
            await using var command = _database.CreateCommand(sql);
            foreach (var parameter in parameters)
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
            return rows;
        });
}
