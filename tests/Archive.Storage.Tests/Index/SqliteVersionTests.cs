using Archive.Storage.Sql.Sqlite;
using Archive.Storage.Tests.Journal;
using Archive.Testing;

namespace Archive.Storage.Tests.Index;

public sealed class SqliteVersionTests : VersionContract
{
    private readonly TemporaryFolder _folder;

    public SqliteVersionTests()
        : this(new TemporaryFolder())
    {
    }

    private SqliteVersionTests(TemporaryFolder folder)
        : base(new SqliteStorage(folder["archive.db"], new SqliteDatabaseOptions { MaxReaders = 2 })) => _folder = folder;

    protected override void Close() => _folder.Dispose();
}
