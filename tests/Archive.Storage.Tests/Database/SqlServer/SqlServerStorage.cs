using Archive.Storage.Database.SqlServer;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Workflow;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>Journal and index in a database on the server, as a node that is a member has them.</summary>
internal sealed class SqlServerStorage : IStorageUnderTest
{
    private readonly string? _own;
    private readonly SqlServerDatabase _database;
    private readonly SqlServerMembers _member;
    private readonly SqlServerJournal _journal;

    /// <param name="name">Null: a database of its own.</param>
    public SqlServerStorage(string? name = null)
    {
        _own = name is null ? MakeDatabase() : null;
        var connectionString = SqlServerTheoryAttribute.Of(name ?? _own!);
        _database = Wait(() => SqlServerDatabase.OpenAsync(connectionString, maxReaders: 2));
        _member = Wait(() => SqlServerMembers.RegisterAsync(connectionString, "127.0.0.1:1", "1", CancellationToken.None));
        _journal = new SqlServerJournal(_database, _member.Id);
        var index = new SqlServerIndex(_database);
        (Index, Snapshots, Facts) = (index, index, _database.OpenFacts());
    }

    public IJournal Journal => _journal;

    public IArchiveIndex Index { get; }

    public IStudySnapshots Snapshots { get; }

    public IFactIndex Facts { get; }

    public static string MakeDatabase()
    {
        var name = $"archive_test_{Guid.NewGuid():n}";
        Execute($"CREATE DATABASE {name} COLLATE {SqlServerSchema.Collation}");
        Execute($"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON");
        Execute($"ALTER DATABASE {name} SET ALLOW_SNAPSHOT_ISOLATION ON");
        return name;
    }

    public static void DropDatabase(string name) => Execute($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}");

    public void Dispose()
    {
        _journal.Dispose();
        Task.Run(async () =>
        {
            await _member.DisposeAsync();
            await _database.DisposeAsync();
        }).GetAwaiter().GetResult();
        if (_own is not null)
            DropDatabase(_own);
    }

    private static T Wait<T>(Func<Task<T>> open) => Task.Run(open).GetAwaiter().GetResult();

    private static void Execute(string sql)
    {
        using var server = new SqlConnection(SqlServerTheoryAttribute.Of("master"));
        server.Open();
        using var command = new SqlCommand(sql, server);
        command.ExecuteNonQuery();
    }
}
