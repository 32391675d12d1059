using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// Brings a database to the schema that this version of the archive works with. One node at a time does so, however many start. A script whose name says
/// <c>expand</c> leaves all that the version before works with, which then goes on and may be started again; any other shuts it out.
/// </summary>
internal sealed class SqlServerSchema(SqlConnection connection, string database)
{
    public const string Collation = "Latin1_General_100_BIN2_UTF8";

    /// <summary>Of SQL Server 2019, the first with UTF-8.</summary>
    private const int OldestServer = 15;

    public static readonly IReadOnlyList<SchemaScript> Scripts = SchemaScript.Load("SqlServer");

    /// <summary>All but the scripts that is sent here, for who reads it.</summary>
    internal static IEnumerable<string> Statements =>
        [ReadDatabase, Lock, CreateVersions, FindVersions, ReadOldest, ReadVersion, Record];

    private const string ReadDatabase = """
        SELECT CAST(SERVERPROPERTY('ProductMajorVersion') AS INT), collation_name, is_read_committed_snapshot_on, CAST(snapshot_isolation_state AS INT),
            CAST(delayed_durability AS INT)
        FROM sys.databases WHERE database_id = DB_ID()
        """;

    // Until the transaction ends.
    private const string Lock = "EXEC sp_getapplock @Resource = N'archive schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = -1";

    private const string CreateVersions = """
        IF OBJECT_ID(N'schema_version', N'U') IS NULL
            CREATE TABLE schema_version (version INT NOT NULL PRIMARY KEY, name VARCHAR(256) NOT NULL, oldest INT NOT NULL)
        """;

    private const string FindVersions = "SELECT coalesce(OBJECT_ID(N'schema_version', N'U'), 0)";
    private const string ReadOldest = "SELECT coalesce(max(oldest), 0) FROM schema_version";
    private const string ReadVersion = "SELECT coalesce(max(version), 0) FROM schema_version";

    internal const string Record = """
        INSERT INTO schema_version (version, name, oldest)
        SELECT @version, @name, CASE WHEN @expands = 1 THEN coalesce(max(oldest), @version) ELSE @version END FROM schema_version
        """;

    internal static SqlParameter[] ToRecord(SchemaScript script) =>
    [
        new SqlParameter("@version", SqlDbType.Int) { Value = script.Version },
        new SqlParameter("@name", SqlDbType.VarChar, 256) { Value = script.Name },
        new SqlParameter("@expands", SqlDbType.Bit) { Value = script.Expands },
    ];

    /// <summary>Runs the scripts that the database has not seen, all in one transaction.</summary>
    /// <returns>The schema's version before and now.</returns>
    /// <exception cref="SchemaTooNewException">The database has seen a script that this version does not know and that shuts it out.</exception>
    /// <exception cref="StorageFailedException">The server or the database is none that the archive can use.</exception>
    public async Task<(int Before, int After)> MigrateAsync(CancellationToken cancellationToken)
    {
        await CheckServerAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(transaction, Lock, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(transaction, CreateVersions, cancellationToken).ConfigureAwait(false);
        var before = await ReadVersionAsync(transaction, cancellationToken).ConfigureAwait(false);
        foreach (var script in Scripts.Where(script => script.Version > before))
        {
            await ExecuteAsync(transaction, script.Sql, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(transaction, Record, cancellationToken, ToRecord(script)).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (before, Math.Max(before, Scripts[^1].Version));
    }

    /// <summary>Changes nothing.</summary>
    /// <returns>The schema's version.</returns>
    /// <exception cref="SchemaTooNewException">As that of <see cref="MigrateAsync"/>.</exception>
    /// <exception cref="StorageFailedException">The database is none of an archive, or older than this version works with.</exception>
    public async Task<int> CheckAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(null, FindVersions, cancellationToken).ConfigureAwait(false) == 0)
            throw new StorageFailedException($"The database {database} is none of an archive.");
        var version = await ReadVersionAsync(null, cancellationToken).ConfigureAwait(false);
        return version >= Scripts[^1].Version ? version : throw new StorageFailedException(
            $"The database {database} has schema version {version}, not {Scripts[^1].Version}: start this version of the archive once to bring it up to date.");
    }

    private async Task<int> ReadVersionAsync(SqlTransaction? transaction, CancellationToken cancellationToken)
    {
        SchemaTooNewException.ThrowIfNewer(database, await ReadAsync(transaction, ReadOldest, cancellationToken).ConfigureAwait(false), Scripts[^1].Version);
        return await ReadAsync(transaction, ReadVersion, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckServerAsync(CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand(ReadDatabase, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        var problem =
            row.GetInt32(0) < OldestServer ? "is on a server before SQL Server 2019: the archive needs that or a later one"
            : row.GetString(1) != Collation ? $"has the collation {row.GetString(1)}: create it with COLLATE {Collation}"
            : !row.GetBoolean(2) ? "has readers wait for writers: ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON"
            : row.GetInt32(3) != 1 ? "has no snapshots: ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON"
            : row.GetInt32(4) == 2 ? "says that a transaction is committed before it is on the disk: ALTER DATABASE … SET DELAYED_DURABILITY = DISABLED"
            : null;
        if (problem is not null)
            throw new StorageFailedException($"The database {database} {problem}.");
    }

    private async Task<int> ReadAsync(SqlTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand(sql, connection, transaction);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(SqlTransaction transaction, string sql, CancellationToken cancellationToken, params SqlParameter[] parameters)
    {
        await using var command = new SqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
