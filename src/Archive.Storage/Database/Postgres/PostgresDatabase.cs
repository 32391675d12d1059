using Archive.Storage.Health;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// The PostgreSQL database that holds journal and index, and what nodes know of each other: a bounded number of connections that read, and one that writes
/// for each journal.
/// </summary>
public sealed class PostgresDatabase : ServerDatabase
{
    private const int SecondsToConnect = 5;
    private const int ReadSeconds = 60;

    /// <summary>A server that does not answer for so long is taken for gone.</summary>
    private const int WriteSeconds = 10;

    /// <summary>
    /// Every statement looks up keys, and must go on doing so when it was planned while the tables were small. A transaction that is not ended is given up by
    /// the server: others wait for it.
    /// </summary>
    private const string WriterSettings =
        "-c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c idle_in_transaction_session_timeout=5s";

    /// <summary>No statement does more than a page's work: compiling it, or starting processes for it, takes longer than that.</summary>
    private const string ReaderSettings = "-c jit=off -c max_parallel_workers_per_gather=0";

    private readonly string _writer;

    private PostgresDatabase(NpgsqlConnectionStringBuilder settings, int maxReaders, ArchiveHealth health)
        : base(health)
    {
        _writer = With(settings, WriterSettings, writer =>
        {
            writer.Pooling = false;
            writer.CommandTimeout = WriteSeconds;
            writer.WriteBufferSize = 256 * 1024;
        });
        Readers = new PostgresReaders(
            NpgsqlDataSource.Create(With(settings, ReaderSettings, reader =>
            {
                reader.MaxPoolSize = maxReaders;
                reader.CommandTimeout = ReadSeconds;
                reader.NoResetOnClose = true;
                reader.ApplicationName = "archive index";
            })),
            maxReaders,
            health);
    }

    internal override PostgresReaders Readers { get; }

    /// <summary>Connects once, and brings the schema up to date; many nodes may do so at once.</summary>
    /// <param name="maxReaders">Connections that read; more queries and look-ups at once wait their turn.</param>
    /// <exception cref="SchemaTooNewException">A version of the archive wrote it with which this one cannot work together.</exception>
    /// <exception cref="StorageUnavailableException">It does not answer; it may later.</exception>
    /// <exception cref="StorageFailedException">It is none that the archive can use.</exception>
    public static async Task<PostgresDatabase> OpenAsync(
        string connectionString, int maxReaders, ArchiveHealth? health = null, CancellationToken cancellationToken = default)
    {
        var settings = Parse(connectionString);
        await MigrateAsync(settings, PostgresSchema.Scripts, cancellationToken).ConfigureAwait(false);
        return new PostgresDatabase(settings, maxReaders, health ?? new ArchiveHealth());
    }

    /// <summary>The same for who reads beside nodes that run: changes nothing.</summary>
    /// <exception cref="StorageFailedException">It is none of an archive, or older than this version works with.</exception>
    public static async Task<PostgresDatabase> OpenToReadAsync(string connectionString, int maxReaders, CancellationToken cancellationToken = default)
    {
        var settings = Parse(connectionString);
        await UseSchemaAsync(settings, PostgresSchema.Scripts, schema => schema.CheckAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return new PostgresDatabase(settings, maxReaders, new ArchiveHealth());
    }

    /// <summary>The schema's versions before and after.</summary>
    internal static Task<(int Before, int After)> MigrateAsync(string connectionString, IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken = default) =>
        MigrateAsync(Parse(connectionString), scripts, cancellationToken);

    /// <summary>A connection for the thread of a journal, which waits for its answers.</summary>
    /// <param name="member">Whose it is: the server, and so whoever fences it, knows it by that.</param>
    internal NpgsqlConnection ConnectWriter(long? member)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_writer) { ApplicationName = $"{MemberRows.Journal} {member}".Trim() }.ConnectionString);
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

    internal override SqlJournal OpenJournal(long? member = null) => new PostgresJournal(this, member);

    internal override ServerIndex OpenIndex() => new PostgresIndex(this);

    internal override SqlFactIndex OpenFacts() => new(Readers, PostgresDialect.Instance);

    private static Task<(int Before, int After)> MigrateAsync(
        NpgsqlConnectionStringBuilder settings, IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken) =>
        UseSchemaAsync(settings, scripts, schema => schema.MigrateAsync(cancellationToken), cancellationToken);

    private static async Task<T> UseSchemaAsync<T>(
        NpgsqlConnectionStringBuilder settings, IReadOnlyList<SchemaScript> scripts, Func<PostgresSchema, Task<T>> use, CancellationToken cancellationToken)
    {
        var name = $"{settings.Database ?? settings.Username} on {settings.Host}";
        try
        {
            await using var database = NpgsqlDataSource.Create(With(settings, string.Empty, own =>
            {
                own.Pooling = false;
                own.CommandTimeout = 0;
                own.ApplicationName = "archive schema";
            }));
            await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await use(new PostgresSchema(connection, name, scripts)).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StorageFailedException($"The role of the archive may not use the database {name} as it has to: {e.MessageText}. Let it own the database.", e);
        }
        catch (Exception e) when (PostgresErrors.IsRefusal(e) || PostgresErrors.IsWrongStatement(e))
        {
            throw new StorageFailedException($"The database {name} cannot be used: {e.Message}", e);
        }
        catch (Exception e) when (PostgresErrors.IsOfDatabase(e))
        {
            throw new StorageUnavailableException($"The database {name} does not answer: {e.Message}", e);
        }
    }

    /// <exception cref="StorageFailedException">It is no connection string. The message has nothing of it: there may be a password in it.</exception>
    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StorageFailedException($"The connection string of the database is not understood: {e.Message}", e);
        }
    }

    /// <summary>The connection string with what the archive needs of it. A server that vanishes is noticed within seconds.</summary>
    private static string With(NpgsqlConnectionStringBuilder settings, string options, Action<NpgsqlConnectionStringBuilder> set)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Options = $"{settings.Options} {options}".Trim(),
            Enlist = false,
            Timeout = SecondsToConnect,
            MaxAutoPrepare = 128,
            AutoPrepareMinUsages = 2,
        };
        if (own.Host?.StartsWith('/') is false) // a socket file knows no keepalives
            (own.TcpKeepAlive, own.TcpKeepAliveTime, own.TcpKeepAliveInterval) = (true, 5, 2);
        set(own);
        return own.ConnectionString;
    }
}
