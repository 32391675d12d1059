using Archive.Storage.Database.Sqlite;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Database.Sqlite;

/// <summary>What works on the database says how it does, and goes on when it can again.</summary>
public sealed class SqliteHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ArchiveHealth _health = new();

    private string DatabasePath => _folder["archive.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_that_cannot_be_indexed_is_told_and_tried_again()
    {
        using var database = SqliteDatabase.Open(DatabasePath, health: _health);
        using (var journal = new SqliteJournal(database))
        {
            foreach (var number in Enumerable.Range(1, 3))
                await journal.AppendAsync(new StudyScript($"1.2.{number}").NextObject(0));
        }

        Change("UPDATE study_text_progress SET study_id = 0; INSERT INTO study_text (study_text) VALUES ('delete-all'); UPDATE study SET attributes = x'FF' WHERE id = 2");
        using var indexer = new SqliteTextIndexer(database);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            indexer.CatchUp();
            Assert.Equal(HealthState.Impaired, _health[ArchivePart.TextIndex].State);
        }

        Change("UPDATE study SET attributes = (SELECT attributes FROM study WHERE id = 1) WHERE id = 2");
        indexer.CatchUp();
        Assert.Equal(HealthState.Working, _health[ArchivePart.TextIndex].State);
        Assert.Equal(3L, Read("SELECT study_id FROM study_text_progress"));
    }

    [Fact]
    public async Task A_log_that_cannot_be_copied_is_told()
    {
        using var database = SqliteDatabase.Open(DatabasePath, health: _health);
        using var checkpointer = new SqliteCheckpointer(
            database, SqliteDatabase.Connect(DatabasePath, 1 << 20, SqliteOpenMode.ReadOnly, "PRAGMA busy_timeout = 0;"));
        var told = new TaskCompletionSource();
        _health.Changed += (_, _) => told.TrySetResult();

        checkpointer.PagesWritten(int.MaxValue);

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthState.Impaired, _health[ArchivePart.Checkpoints].State);
        Assert.Null(_health.NotReadyReason);
    }

    [Fact]
    public async Task A_journal_that_failed_makes_the_archive_unready()
    {
        using var writer = new JournalWriter(new FailingSession(), _health);

        await Assert.ThrowsAsync<StorageFailedException>(() => writer.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("1")], [])));

        Assert.Contains("The disk is on fire.", _health.NotReadyReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_whose_transaction_did_not_end_is_not_used_again()
    {
        using var database = SqliteDatabase.Open(DatabasePath, new SqliteDatabaseOptions { MaxReaders = 1 });

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await database.Readers.ReadAsync<int>(
            reader => reader.Read(new SqlQuery("BEGIN", []), _ => 0) is [] ? throw new InvalidOperationException("no") : 1, CancellationToken.None));

        Assert.Equal([7L], await database.Readers.ReadAsync(
            reader => reader.ReadSnapshot(snapshot => snapshot.Read(new SqlQuery("SELECT 7", []), row => row.GetInt64(0))), CancellationToken.None));
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_is_told_until_it_can_again()
    {
        using var database = SqliteDatabase.Open(DatabasePath, health: _health);
        var query = new SqlQuery("SELECT 7", []);

        await Assert.ThrowsAsync<StorageFailedException>(async () => await database.Readers.ReadAsync<int>(
            _ => throw new SqliteException("disk I/O error", SQLitePCL.raw.SQLITE_IOERR), CancellationToken.None));
        Assert.Equal(HealthState.Impaired, _health[ArchivePart.IndexReads].State);

        await database.Readers.ReadAsync(query, row => row.GetInt64(0), CancellationToken.None);
        Assert.Equal(HealthState.Working, _health[ArchivePart.IndexReads].State);
    }

    private void Change(string sql)
    {
        using var connection = SqliteDatabase.Connect(DatabasePath, 1 << 20, SqliteOpenMode.ReadWrite, "PRAGMA wal_autocheckpoint = 0;");
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Read(string sql)
    {
        using var connection = SqliteDatabase.Connect(DatabasePath, 1 << 20, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private sealed class FailingSession : IJournalSession
    {
        public void Begin()
        {
        }

        public void Apply(PendingAppend append) => append.Result = AppendResult.Committed(1);

        public void Commit() => throw new StorageFailedException("The disk is on fire.");

        public void Rollback()
        {
        }

        public void Dispose()
        {
        }
    }
}
