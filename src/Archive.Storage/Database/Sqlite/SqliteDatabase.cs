using System.Globalization;
using Archive.Storage.Health;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// The SQLite database that holds journal and index: one file in WAL mode, one connection that writes, a bounded number
/// that read. Readers see what is committed and never wait for the writer, nor it for them.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int PageBytes = 4096;

    /// <summary>FULL: a commit is over when the log is on the disk (https://sqlite.org/pragma.html#pragma_synchronous).</summary>
    private const string SynchronousFull = "2";

    private readonly SqliteConnection _writer;

    private SqliteDatabase(string path, SqliteConnection writer, SqliteReaders readers, long maxWalPages, ArchiveHealth health)
    {
        Path = path;
        MaxWalPages = maxWalPages;
        _writer = writer;
        Readers = readers;
        Health = health;
    }

    /// <summary>The database file; <c>-wal</c> and <c>-shm</c> stand beside it.</summary>
    public string Path { get; }

    internal SqliteReaders Readers { get; }

    /// <summary>The version of the schema that it had when it was opened.</summary>
    internal int SchemaBefore { get; private init; }

    internal ArchiveHealth Health { get; }

    /// <summary>Where the write-ahead log is made to start anew.</summary>
    internal long MaxWalPages { get; }

    /// <summary>The connection of the journal's writer thread.</summary>
    internal SqliteConnection Writer => _writer;

    /// <summary>Held by whoever changes the write-ahead log: the writer for a transaction, the checkpointer to let it start anew.</summary>
    internal Lock WriteGate { get; } = new();

    /// <summary>Opens the database, makes it when it is not there, and brings its schema up to date.</summary>
    /// <exception cref="SchemaTooNewException">A newer version of the archive wrote it.</exception>
    /// <exception cref="StorageFailedException">It cannot be opened or is no database, or the SQLite library is too old.</exception>
    public static SqliteDatabase Open(string path, SqliteDatabaseOptions? options = null, ArchiveHealth? health = null) =>
        Open(path, options, SqliteSchema.Scripts, health);

    internal static SqliteDatabase Open(string path, SqliteDatabaseOptions? options, IReadOnlyList<SchemaScript> scripts, ArchiveHealth? health = null)
    {
        options ??= new SqliteDatabaseOptions();
        health ??= new ArchiveHealth();
        SqliteLibrary.Load();
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            var writer = Connect(full, options.WriterCacheBytes, SqliteOpenMode.ReadWriteCreate, $"""
                PRAGMA page_size = {PageBytes};
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA foreign_keys = ON;
                PRAGMA journal_size_limit = 268435456;
                """);
            try
            {
                Require(writer, "journal_mode", "wal");
                Require(writer, "synchronous", SynchronousFull);
                var before = SqliteSchema.Migrate(writer, scripts);
                var readers = new SqliteReaders(() => OpenReader(full, options), options.MaxReaders, health);
                return new SqliteDatabase(full, writer, readers, options.MaxWalBytes / PageBytes, health) { SchemaBefore = before };
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw new StorageFailedException($"The database {full} cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>A connection for checkpoints: it may write, and waits for no lock.</summary>
    /// <exception cref="StorageFailedException">It would not wait for the disk.</exception>
    internal SqliteConnection OpenCheckpointer()
    {
        var checkpointer = Connect(
            Path, cacheBytes: 1 << 20, SqliteOpenMode.ReadWrite, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 0;");
        try
        {
            Require(checkpointer, "synchronous", SynchronousFull);
            return checkpointer;
        }
        catch
        {
            checkpointer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A connection that writes what can be written again. It waits for no disk: its commits reach the disk with the next
    /// one of the journal, and until then nothing depends on them.
    /// </summary>
    internal SqliteConnection OpenSecondWriter() =>
        Connect(Path, cacheBytes: 16 << 20, SqliteOpenMode.ReadWrite, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;");

    /// <summary>Closes every connection; the last one checkpoints. Journal and index must have been closed before.</summary>
    public void Dispose()
    {
        Readers.Dispose();
        _writer.Dispose();
    }

    /// <summary>
    /// What the journal's promise stands on is read back: SQLite passes over a setting that it does not know, and stays with
    /// another journal where the file system has no shared memory.
    /// </summary>
    /// <exception cref="StorageFailedException">The setting has another value.</exception>
    internal static void Require(SqliteConnection connection, string pragma, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (actual != value)
        {
            throw new StorageFailedException(
                $"The database {connection.DataSource} cannot keep what is committed: its {pragma} is {actual} and must be {value}.");
        }
    }

    private static SqliteConnection OpenReader(string path, SqliteDatabaseOptions options) =>
        Connect(path, options.ReaderCacheBytes, SqliteOpenMode.ReadWrite, "PRAGMA query_only = ON;");

    // No memory mapping: an I/O error under a mapped page is a signal that ends the process instead of a result code.
    internal static SqliteConnection Connect(string path, long cacheBytes, SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            SQLitePCL.raw.sqlite3_extended_result_codes(connection.Handle, 1);
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{cacheBytes / 1024}; {pragmas}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
