using Archive.Storage.Health;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// The SQL Server database that holds journal and index, and what nodes know of each other: a bounded number of connections that read, and one that writes
/// for each journal.
/// </summary>
public sealed class SqlServerDatabase : ServerDatabase
{
    private const int SecondsToConnect = 5;
    private const int ReadSeconds = 60;

    private readonly string _writer;

    private SqlServerDatabase(string connectionString, int maxReaders, ArchiveHealth health)
        : base(health)
    {
        _writer = With(connectionString, "archive journal", writer => writer.Pooling = false);
        Readers = new SqlServerReaders(
            With(connectionString, "archive index", reader =>
            {
                reader.MaxPoolSize = maxReaders;
                reader.CommandTimeout = ReadSeconds;
            }),
            maxReaders,
            health);
    }

    internal override SqlServerReaders Readers { get; }

    /// <summary>Connects once, and brings the schema up to date; many nodes may do so at once.</summary>
    /// <param name="maxReaders">Connections that read; more queries and look-ups at once wait their turn.</param>
    /// <exception cref="SchemaTooNewException">A version of the archive wrote it with which this one cannot work together.</exception>
    /// <exception cref="StorageUnavailableException">It does not answer; it may later.</exception>
    /// <exception cref="StorageFailedException">It is none that the archive can use.</exception>
    public static async Task<SqlServerDatabase> OpenAsync(
        string connectionString, int maxReaders, ArchiveHealth? health = null, CancellationToken cancellationToken = default)
    {
        await MigrateAsync(connectionString, cancellationToken).ConfigureAwait(false);
        return new SqlServerDatabase(connectionString, maxReaders, health ?? new ArchiveHealth());
    }

    /// <summary>The same for who reads beside nodes that run: changes nothing.</summary>
    /// <exception cref="StorageFailedException">It is none of an archive, or older than this version works with.</exception>
    public static async Task<SqlServerDatabase> OpenToReadAsync(string connectionString, int maxReaders, CancellationToken cancellationToken = default)
    {
        await UseSchemaAsync(connectionString, schema => schema.CheckAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return new SqlServerDatabase(connectionString, maxReaders, new ArchiveHealth());
    }

    /// <summary>The schema's versions before and after.</summary>
    internal static Task<(int Before, int After)> MigrateAsync(string connectionString, CancellationToken cancellationToken) =>
        UseSchemaAsync(connectionString, schema => schema.MigrateAsync(cancellationToken), cancellationToken);

    /// <summary>A connection for the thread of a journal, which waits for its answers.</summary>
    internal SqlConnection ConnectWriter()
    {
        var connection = new SqlConnection(_writer);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => Readers.DisposeAsync();

    internal override SqlJournal OpenJournal(long? member = null) => new SqlServerJournal(this, member);

    internal override ServerIndex OpenIndex() => new SqlServerIndex(this);

    internal override SqlFactIndex OpenFacts() => new(Readers, SqlServerDialect.Instance);

    /// <summary>The connection string with what the archive needs of it.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    /// <exception cref="StorageFailedException">The driver does not work in this process.</exception>
    internal static string With(string connectionString, string name, Action<SqlConnectionStringBuilder> set)
    {
        SqlServerDriver.Check();
        var own = new SqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            Enlist = false,
            ConnectTimeout = SecondsToConnect,
            ConnectRetryCount = 0,
        };
        set(own);
        return own.ConnectionString;
    }

    private static async Task<T> UseSchemaAsync<T>(string connectionString, Func<SqlServerSchema, Task<T>> use, CancellationToken cancellationToken)
    {
        var settings = Parse(connectionString);
        var name = $"{settings.InitialCatalog} on {settings.DataSource}";
        try
        {
            await using var connection = new SqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return await use(new SqlServerSchema(connection, name)).ConfigureAwait(false);
        }
        catch (Exception e) when (SqlServerErrors.IsRefusal(e) || SqlServerErrors.IsWrongStatement(e))
        {
            throw new StorageFailedException($"The database {name} cannot be used: {e.Message}", e);
        }
        catch (Exception e) when (SqlServerErrors.IsOfDatabase(e))
        {
            throw new StorageUnavailableException($"The database {name} does not answer: {e.Message}", e);
        }
    }

    /// <exception cref="StorageFailedException">It is no connection string. The message has nothing of it: there may be a password in it.</exception>
    private static SqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new SqlConnectionStringBuilder(With(connectionString, "archive schema", own => own.Pooling = false));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StorageFailedException($"The connection string of the database is not understood: {e.Message}", e);
        }
    }
}
