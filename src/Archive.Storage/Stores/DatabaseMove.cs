using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Copying;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Database.Sqlite;
using Npgsql;

namespace Archive.Storage.Stores;

/// <summary>What is done to the database of an archive that is not running.</summary>
public static class DatabaseMove
{
    /// <summary>Brings the database's schema up to date.</summary>
    /// <returns>The schema's version before, 0 for none, and now.</returns>
    /// <exception cref="DataDirectoryUnusableException">Another process has the directory, or directory or database cannot be used.</exception>
    public static Task<(int Before, int After)> MigrateAsync(DataDirectoryOptions options, CancellationToken cancellationToken) => UseAsync(options, async directory =>
    {
        if (options.Shared is { } shared)
            return await shared.MigrateAsync(cancellationToken);
        using var directoryLock = DataDirectoryLock.Acquire(directory);
        using var database = SqliteDatabase.Open(OpenSqlite.PathIn(directory));
        return (database.SchemaBefore, SqliteSchema.Scripts[^1].Version);
    });

    /// <summary>Copies journal and index from the file in the data directory to the PostgreSQL database of the options. Goes on where it was broken off.</summary>
    /// <returns>How many rows were copied, and how many there are, the same on both sides.</returns>
    /// <exception cref="DataDirectoryUnusableException">
    /// The archive runs, there is none, the target holds another one, or directory or database cannot be used.
    /// </exception>
    public static Task<(long Copied, long Rows)> CopyIndexAsync(DataDirectoryOptions options, IProgress<string>? progress, CancellationToken cancellationToken) => UseAsync(options, async directory =>
    {
        var connectionString = options.PostgreSql ?? throw new ArgumentException("There is no PostgreSQL database to copy to.", nameof(options));
        var path = OpenSqlite.PathIn(directory);
        if (!File.Exists(path))
            throw new StorageFailedException($"There is no database {path}.");
        using var directoryLock = DataDirectoryLock.Acquire(directory);
        using var source = SqliteDatabase.Open(path);
        await using var database = await PostgresDatabase.OpenAsync(connectionString, maxReaders: 1, cancellationToken: cancellationToken);
        if (await ServerNodes.FindRunningAsync(database.Readers, cancellationToken) is { } running)
            throw new StorageFailedException($"a node at {running} writes to the PostgreSQL database.");
        await using var target = NpgsqlDataSource.Create(connectionString);
        try
        {
            return await new IndexCopy(source, target, progress).RunAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new StorageUnavailableException($"The copy was broken off and can be gone on with: {e.Message}", e);
        }
    });

    private static async Task<T> UseAsync<T>(DataDirectoryOptions options, Func<string, Task<T>> use)
    {
        var directory = Path.GetFullPath(options.Directory);
        try
        {
            return await use(directory);
        }
        catch (DataDirectoryInUseException e)
        {
            throw new DataDirectoryUnusableException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SchemaTooNewException)
        {
            throw new DataDirectoryUnusableException($"The data directory {directory} cannot be used: {e.Message}", e);
        }
    }
}
