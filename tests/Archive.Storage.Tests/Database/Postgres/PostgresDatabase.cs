using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>A server for the tests of a class. The rows are made on SQLite, whose journal writes them, and brought over before the first query after a change.</summary>
public sealed class PostgresDatabase : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private NpgsqlDataSource? _postgres;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _postgres = NpgsqlDataSource.Create(_server.ConnectionString);
        await PostgresCopy.CreateTablesAsync(_postgres);
    }

    public async Task DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        await _server.DisposeAsync();
    }

    public IStorageUnderTest Open(TemporaryFolder folder) =>
        new CopiedStorage(new SqliteStorage(folder["archive.db"]), _postgres ?? throw new InvalidOperationException("The server has not been started."));

    private sealed class CopiedStorage : IStorageUnderTest
    {
        private readonly SqliteStorage _sqlite;
        private readonly NpgsqlDataSource _postgres;
        private long _copied = -1; // the position of the journal up to which the rows are there

        public CopiedStorage(SqliteStorage sqlite, NpgsqlDataSource postgres)
        {
            _sqlite = sqlite;
            _postgres = postgres;
            Index = new PostgresIndex(postgres, CatchUpAsync);
        }

        public IJournal Journal => _sqlite.Journal;

        public IArchiveIndex Index { get; }

        public IStudySnapshots Snapshots => _sqlite.Snapshots;

        public void Dispose() => _sqlite.Dispose();

        private async Task CatchUpAsync()
        {
            using var select = _sqlite.Database.Writer.CreateCommand();
            select.CommandText = "SELECT coalesce(max(position), 0) FROM journal";
            var position = (long)select.ExecuteScalar()!;
            if (position == _copied)
                return;
            await PostgresCopy.CopyAsync(_sqlite.Database.Writer, _postgres);
            _copied = position;
        }
    }
}
