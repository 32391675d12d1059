using Archive.Storage.Database.Sqlite;
using Archive.Testing;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Database.Sqlite;

/// <summary>SQLite is told to wait for the disk, and asked whether it does.</summary>
public sealed class SqliteDurabilityTests : IDisposable
{
    private const string Full = "2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("OASIS-08")]
    [Requirement("MX1-15")]
    [Requirement("BASICS-03")]
    [Requirement("TIGER-10")]
    public void Who_writes_the_log_and_who_copies_it_wait_for_the_disk()
    {
        using var database = SqliteDatabase.Open(_folder["archive.db"]);
        using var checkpointer = database.OpenCheckpointer();

        Assert.Equal(("wal", Full), (Read(database.Writer, "journal_mode"), Read(database.Writer, "synchronous")));
        Assert.Equal(("wal", Full), (Read(checkpointer, "journal_mode"), Read(checkpointer, "synchronous")));
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", Full)]
    public void A_connection_that_would_not_keep_what_is_committed_is_refused(string pragma, string value)
    {
        using var connection = new SqliteConnection("Data Source=:memory:"); // its journal is memory, whatever it is told
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
        command.ExecuteNonQuery();

        var refusal = Assert.Throws<StorageFailedException>(() => SqliteDatabase.Require(connection, pragma, value));

        Assert.Contains(pragma, refusal.Message, StringComparison.Ordinal);
    }

    private static string? Read(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return command.ExecuteScalar()?.ToString();
    }
}
