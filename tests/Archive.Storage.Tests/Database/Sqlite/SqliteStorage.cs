using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Workflow;

namespace Archive.Storage.Tests.Database.Sqlite;

/// <summary>Journal and index on a SQLite file.</summary>
internal sealed class SqliteStorage : IStorageUnderTest
{
    private readonly SqliteJournal _journal;

    public SqliteStorage(string path, SqliteDatabaseOptions? options = null)
    {
        Database = SqliteDatabase.Open(path, options);
        _journal = new SqliteJournal(Database);
        var index = new SqliteIndex(Database);
        (Index, Snapshots, Facts) = (index, index, new SqlFactIndex(Database));
    }

    public SqliteDatabase Database { get; }

    public IJournal Journal => _journal;

    public IArchiveIndex Index { get; }

    public IStudySnapshots Snapshots { get; }

    public IFactIndex Facts { get; }

    public void Dispose()
    {
        _journal.Dispose();
        Database.Dispose();
    }
}
