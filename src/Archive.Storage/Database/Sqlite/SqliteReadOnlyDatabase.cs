using Archive.Storage.Health;
using Archive.Storage.Index;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>The database of an archive that may be running in another process, opened to be read: it makes, migrates and checkpoints nothing.</summary>
public sealed class SqliteReadOnlyDatabase : IDisposable
{
    private const long CacheBytes = 8 << 20;

    private readonly SqliteReaders _readers;

    private SqliteReadOnlyDatabase(SqliteReaders readers)
    {
        _readers = readers;
        Index = new SqliteIndex(readers);
    }

    /// <summary>Sees what the archive has committed at the moment of each read.</summary>
    public IArchiveIndex Index { get; }

    /// <exception cref="SchemaTooNewException">A newer version of the archive wrote it.</exception>
    /// <exception cref="StorageFailedException">It cannot be opened, is none of an archive, or is older than this version works with.</exception>
    public static SqliteReadOnlyDatabase Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new StorageFailedException($"There is no database {full}.");
        SqliteLibrary.Load();
        try
        {
            using (var connection = Connect(full))
                CheckVersion(full, SqliteSchema.ReadVersion(connection));
            return new SqliteReadOnlyDatabase(new SqliteReaders(() => Connect(full), maxReaders: 1, new ArchiveHealth()));
        }
        catch (SqliteException exception)
        {
            throw new StorageFailedException($"The database {full} cannot be read: {exception.Message}", exception);
        }
    }

    public void Dispose() => _readers.Dispose();

    private static void CheckVersion(string path, int version)
    {
        var known = SqliteSchema.Scripts[^1].Version;
        SchemaTooNewException.ThrowIfNewer(path, version, known);
        if (version < known)
            throw new StorageFailedException($"The database {path} has schema version {version}, not {known}: start this version of the archive once to bring it up to date.");
    }

    private static SqliteConnection Connect(string path) => SqliteDatabase.Connect(path, CacheBytes, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");
}
