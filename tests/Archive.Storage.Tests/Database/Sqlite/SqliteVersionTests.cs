using Archive.Storage.Database.Sqlite;
using Archive.Storage.Tests.Index;
using Archive.Testing;

namespace Archive.Storage.Tests.Database.Sqlite;

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
