using Archive.Storage.Database.Sqlite;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Database.Sqlite;

public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string DatabasePath => _folder["archive.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("BASICS-03")]
    public async Task What_was_acknowledged_is_in_the_files_at_that_moment()
    {
        using var storage = new SqliteStorage(DatabasePath);
        var script = new StudyScript("1.2.1");
        for (var sequence = 0; sequence < 5; sequence++)
            await storage.Journal.AppendAsync(script.NextObject(sequence));

        using var image = new SqliteStorage(CopyFiles("crashed"));

        await AssertDense(image.Journal, 5);
        Assert.Equal(5, (await image.Snapshots.LoadStudyAsync(script.Study))!.Instances.Count);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.77)]
    [InlineData(0.999)]
    public async Task A_log_that_is_cut_anywhere_loses_whole_transactions_only(double kept)
    {
        string crashed;
        using (var storage = new SqliteStorage(DatabasePath))
        {
            foreach (var script in Enumerable.Range(1, 8).Select(number => new StudyScript($"1.2.{number}")))
                await Task.WhenAll(Enumerable.Range(0, 5).Select(sequence => storage.Journal.AppendAsync(script.NextObject(sequence)).AsTask()));
            crashed = CopyFiles("crashed");
        }

        using (var log = File.OpenWrite(crashed + "-wal"))
            log.SetLength((long)(log.Length * kept));

        using var image = new SqliteStorage(crashed);
        var records = await ReadAll(image.Journal);
        await AssertDense(image.Journal, records.Count);
        Assert.Equal(records.Count, (await Collect(image.Index.ReadAllInstancesAsync())).Count);
    }

    [Fact]
    public async Task A_full_database_fails_the_appends_it_cannot_hold_and_takes_more_when_there_is_room_again()
    {
        using var storage = new SqliteStorage(DatabasePath);
        var script = new StudyScript("1.2.1");
        await storage.Journal.AppendAsync(script.NextObject(0));
        var large = StudyScript.Append("study/large", 0, [StudyScript.Event(new string('x', 1 << 20))], []);
        LimitPages(storage.Database, 100);

        await Assert.ThrowsAsync<StorageFullException>(async () => await storage.Journal.AppendAsync(large));
        Assert.True((await storage.Journal.AppendAsync(script.NextObject(1))).IsCommitted);
        await AssertDense(storage.Journal, 2);

        LimitPages(storage.Database, 1_000_000);
        Assert.True((await storage.Journal.AppendAsync(large)).IsCommitted);
        await AssertDense(storage.Journal, 3);
    }

    [Fact]
    public async Task The_log_starts_anew_when_it_has_grown_past_its_bound()
    {
        using var storage = new SqliteStorage(DatabasePath, new SqliteDatabaseOptions { MaxWalBytes = 1 << 20 });
        var large = new string('x', 512 << 10);
        var appended = 0L;
        for (var number = 0; LogLength() >= appended; number++)
        {
            await storage.Journal.AppendAsync(StudyScript.Append($"study/{number}", 0, [StudyScript.Event(large)], []));
            appended += large.Length;
        }

        await AssertDense(storage.Journal, (int)(appended / large.Length));
    }

    [Fact]
    public async Task A_reader_that_stops_in_the_middle_keeps_no_connection()
    {
        using var storage = new SqliteStorage(DatabasePath, new SqliteDatabaseOptions { MaxReaders = 1 });
        await storage.Journal.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("1"), StudyScript.Event("2")], []));
        await using var stopped = storage.Journal.ReadAsync(0).GetAsyncEnumerator();
        Assert.True(await stopped.MoveNextAsync());

        await AssertDense(storage.Journal, 2);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_its_name()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 5000));

        var failure = Assert.Throws<StorageFailedException>(() => SqliteDatabase.Open(DatabasePath));

        Assert.Contains(DatabasePath, failure.Message, StringComparison.Ordinal);
    }

    protected override IStorageUnderTest Open() => new SqliteStorage(DatabasePath);

    private long LogLength() => new FileInfo(DatabasePath + "-wal").Length;

    private static void LimitPages(SqliteDatabase database, int pages)
    {
        lock (database.WriteGate)
        {
            using var command = database.Writer.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {pages}";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>What a power cut would leave: the files as they are while the database is open.</summary>
    private string CopyFiles(string name)
    {
        foreach (var suffix in new[] { string.Empty, "-wal" })
            File.Copy(DatabasePath + suffix, _folder[name] + suffix);
        return _folder[name];
    }
}
