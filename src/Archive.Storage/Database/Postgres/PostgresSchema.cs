using System.Globalization;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Brings a database to the schema that this version of the archive works with. One node at a time does so, however many start. A script whose name says
/// <c>expand</c> leaves all that the version before works with, which then goes on and may be started again; any other shuts it out.
/// </summary>
internal sealed class PostgresSchema(NpgsqlConnection connection, string database, IReadOnlyList<SchemaScript> scripts)
{
    private const int OldestServer = 15;

    /// <summary>Held by the one that migrates, until its connection ends.</summary>
    private const long MigrationLock = 0x4152_4348_4956_4500;

    public static readonly IReadOnlyList<SchemaScript> Scripts = SchemaScript.Load("Postgres");

    /// <summary>Runs the scripts that the database has not seen, each in a transaction of its own.</summary>
    /// <returns>The schema's version before and now.</returns>
    /// <exception cref="SchemaTooNewException">The database has seen a script that this version does not know and that shuts it out.</exception>
    /// <exception cref="StorageFailedException">The server or the database is none that the archive can use.</exception>
    public async Task<(int Before, int After)> MigrateAsync(CancellationToken cancellationToken)
    {
        await CheckServerAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, oldest INTEGER NOT NULL)", cancellationToken).ConfigureAwait(false);
        var before = await ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var script in scripts.Where(script => script.Version > before))
            await RunAsync(script, cancellationToken).ConfigureAwait(false);
        return (before, Math.Max(before, scripts[^1].Version));
    }

    /// <summary>Changes nothing.</summary>
    /// <returns>The schema's version.</returns>
    /// <exception cref="SchemaTooNewException">As that of <see cref="MigrateAsync"/>.</exception>
    /// <exception cref="StorageFailedException">The database is none of an archive, or older than this version works with.</exception>
    public async Task<int> CheckAsync(CancellationToken cancellationToken)
    {
        if (await ReadTextAsync("SELECT to_regclass('schema_version')::text", cancellationToken).ConfigureAwait(false) is null)
            throw new StorageFailedException($"The database {database} is none of an archive.");
        var version = await ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        return version >= scripts[^1].Version ? version : throw new StorageFailedException(
            $"The database {database} has schema version {version}, not {scripts[^1].Version}: start this version of the archive once to bring it up to date.");
    }

    private async Task<int> ReadVersionAsync(CancellationToken cancellationToken)
    {
        var oldest = await ReadAsync("SELECT coalesce(max(oldest), 0) FROM schema_version", cancellationToken).ConfigureAwait(false);
        SchemaTooNewException.ThrowIfNewer(database, oldest, scripts[^1].Version);
        return await ReadAsync("SELECT coalesce(max(version), 0) FROM schema_version", cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckServerAsync(CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new StorageFailedException($"The database {database} is on PostgreSQL {connection.PostgreSqlVersion}; the archive needs {OldestServer} or later.");
        var encoding = await ReadTextAsync("SHOW server_encoding", cancellationToken).ConfigureAwait(false);
        if (encoding != "UTF8")
            throw new StorageFailedException($"The database {database} is encoded in {encoding}; the archive needs one that was created with ENCODING 'UTF8'.");
        if (await ReadTextAsync("SELECT count(*)::text FROM pg_available_extensions WHERE name = 'pg_trgm'", cancellationToken).ConfigureAwait(false) == "0")
            throw new StorageFailedException($"The server of the database {database} has no extension pg_trgm: install PostgreSQL's contrib package there.");
        if (await ReadTextAsync("SHOW synchronous_commit", cancellationToken).ConfigureAwait(false) == "off")
            throw new StorageFailedException($"The database {database} says that a transaction is committed before it is on the disk: set synchronous_commit to on.");
    }

    private async Task RunAsync(SchemaScript script, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(script.Sql, cancellationToken).ConfigureAwait(false);
        await using var record = new NpgsqlCommand(
            "INSERT INTO schema_version (version, name, oldest) VALUES ($1, $2, CASE WHEN $3 THEN (SELECT coalesce(max(oldest), $1) FROM schema_version) ELSE $1 END)", connection);
        foreach (var value in (object[])[script.Version, script.Name, script.Expands])
            record.Parameters.Add(new NpgsqlParameter { Value = value });
        await record.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    private async Task<string?> ReadTextAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string; // DBNull for none
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
