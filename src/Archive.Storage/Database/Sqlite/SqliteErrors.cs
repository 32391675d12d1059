using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>Tells what a SQLite result code means to the archive (https://sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int IoErrorSharedMemorySize = raw.SQLITE_IOERR | (19 << 8);

    /// <summary>The exception for a failed call: full and failed storage are told apart from everything else.</summary>
    public static Exception ToException(sqlite3 database, int resultCode)
    {
        var message = $"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()} ({resultCode}).";
        return resultCode == IoErrorSharedMemorySize
            ? new StorageFullException(message)
            : (resultCode & 0xFF) switch
            {
                raw.SQLITE_FULL => new StorageFullException(message),
                var code when IsFailure(code) => new StorageFailedException(message),
                raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new IOException(message),
                raw.SQLITE_INTERRUPT => new OperationCanceledException(message),
                _ => new InvalidOperationException(message),
            };
    }

    /// <summary>True when the file can no longer be trusted to be read or written.</summary>
    public static bool IsFailure(int resultCode) => (resultCode & 0xFF)
        is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;

    /// <exception cref="Exception">The code is an error.</exception>
    public static void ThrowIfFailed(sqlite3 database, int resultCode)
    {
        if (resultCode != raw.SQLITE_OK)
            throw ToException(database, resultCode);
    }
}
