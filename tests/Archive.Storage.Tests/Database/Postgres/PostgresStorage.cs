using Archive.Storage.Database.Postgres;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Workflow;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>Journal and index on PostgreSQL, as a node that is a member has them.</summary>
internal sealed class PostgresStorage : IStorageUnderTest
{
    private readonly PostgresJournal _journal;

    public PostgresStorage(string connectionString, TimeProvider? time = null)
    {
        Database = Task.Run(() => PostgresDatabase.OpenAsync(connectionString, maxReaders: 2, Health)).GetAwaiter().GetResult();
        Sql = NpgsqlDataSource.Create(connectionString);
        Member = Read<long>("INSERT INTO cluster_member (address, version, started_at) VALUES ('127.0.0.1:1', '1', 0) RETURNING id");
        _journal = new PostgresJournal(Database, Member, time);
        var index = new PostgresIndex(Database);
        (Index, Snapshots, Facts) = (index, index, Database.OpenFacts());
    }

    public ArchiveHealth Health { get; } = new();

    public PostgresDatabase Database { get; }

    /// <summary>The database for the test.</summary>
    public NpgsqlDataSource Sql { get; }

    /// <summary>The node's row.</summary>
    public long Member { get; }

    public IJournal Journal => _journal;

    public IJournalFeed Feed => _journal;

    public IArchiveIndex Index { get; }

    public IStudySnapshots Snapshots { get; }

    public IFactIndex Facts { get; }

    public T Read<T>(string sql)
    {
        using var command = Sql.CreateCommand(sql);
        return (T)command.ExecuteScalar()!;
    }

    public void Execute(string sql)
    {
        using var command = Sql.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _journal.Dispose();
        Task.Run(() => Database.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        Sql.Dispose();
    }
}
