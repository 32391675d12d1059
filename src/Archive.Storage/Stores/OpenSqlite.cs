using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;

namespace Archive.Storage.Stores;

/// <summary>The database of an archive of one node: a file in its data directory.</summary>
internal sealed class OpenSqlite : IOpenDatabase
{
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;
    private readonly SqliteIndex _index;

    private OpenSqlite(SqliteDatabase database)
    {
        _database = database;
        _journal = new SqliteJournal(database);
        _index = new SqliteIndex(database);
        Facts = new SqlFactIndex(database);
    }

    public IJournal Journal => _journal;

    public IJournalFeed JournalFeed => _journal;

    public IArchiveIndex Index => _index;

    public IStudySnapshots Snapshots => _index;

    public IFactIndex Facts { get; }

    public static string PathIn(string directory) => Path.Combine(directory, "archive.db");

    /// <inheritdoc cref="SqliteDatabase.Open(string, SqliteDatabaseOptions?, ArchiveHealth?)"/>
    public static OpenSqlite In(string directory, int readers, ArchiveHealth health) =>
        new(SqliteDatabase.Open(PathIn(directory), new SqliteDatabaseOptions { MaxReaders = readers }, health));

    public void CloseJournal() => _journal.Dispose();

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }
}
