using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// The SQLite library of the process. Versions 3.7.0 to 3.51.2 can lose a commit that meets a checkpoint at the moment in which the
/// write-ahead log starts anew (https://sqlite.org/wal.html#walresetbug), and the archive checkpoints beside its commits.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>The first version without that fault: 3.51.3, as <c>sqlite3_libversion_number</c> says it.</summary>
    public const int OldestVersion = 3_051_003;

    /// <summary>Loads the library, before the first database is opened.</summary>
    /// <exception cref="StorageFailedException">It is too old to be trusted with a database.</exception>
    public static void Load()
    {
        Batteries_V2.Init();
        Require(raw.sqlite3_libversion_number());
    }

    /// <exception cref="StorageFailedException">The version is older than <see cref="OldestVersion"/>.</exception>
    public static void Require(int version)
    {
        if (version < OldestVersion)
        {
            throw new StorageFailedException(
                $"The SQLite library is version {Text(version)}, and versions before {Text(OldestVersion)} can corrupt a database "
                + "(https://sqlite.org/wal.html#walresetbug). Put back the libe_sqlite3.so that came with the archive, or a newer one.");
        }
    }

    private static string Text(int version) => $"{version / 1_000_000}.{version / 1000 % 1000}.{version % 1000}";
}
