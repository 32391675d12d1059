using Archive.Storage.Database.Postgres;
using Archive.Storage.Health;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>A database that is away for a while, or whose answer is lost.</summary>
public sealed class PostgresConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly PostgresDatabases _databases = new("127.0.0.1");
    private string _database = string.Empty;

    private PostgresServer Server => _databases.Server;

    public async Task InitializeAsync()
    {
        await _databases.InitializeAsync();
        _database = await _databases.CreateAsync();
    }

    public Task DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task Connections_that_the_server_ended_are_made_again_and_no_read_fails()
    {
        using var storage = new PostgresStorage(_database);
        var script = new StudyScript("1.2.1");
        await storage.Journal.AppendAsync(script.NextObject(0));
        Assert.Single((await storage.Snapshots.LoadStudyAsync(script.Study))!.Instances);

        await _databases.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ~ '^archive (journal|index)'");

        Assert.Single((await storage.Snapshots.LoadStudyAsync(script.Study))!.Instances);
        await Wait.UntilAsync(async () => await TryAppendAsync(storage, script, 1), () => "the journal to work again");
        Assert.Equal(2, (await storage.Snapshots.LoadStudyAsync(script.Study))!.Instances.Count);
    }

    [Fact]
    public async Task While_the_server_is_away_appends_fail_as_open_and_the_archive_is_not_ready_until_it_is_back()
    {
        using var storage = new PostgresStorage(_database);
        var script = new StudyScript("1.2.1");
        await storage.Journal.AppendAsync(script.NextObject(0));

        await Server.StopAsync(abruptly: true);
        await Wait.UntilAsync(() => storage.Health.NotReadyReason is not null, "the loss to be noticed, though nothing is stored");
        Assert.Equal(HealthState.Impaired, storage.Health[ArchivePart.Journal].State);
        await Wait.UntilAsync(() => storage.Feed.Lag > Late, "its followers to be late");
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await storage.Journal.AppendAsync(script.NextObject(1)));
        await Assert.ThrowsAsync<StorageFailedException>(async () => await storage.Snapshots.LoadStudyAsync(script.Study));

        await Server.StartAgainAsync();
        await Wait.UntilAsync(() => storage.Health.NotReadyReason is null, "the archive to be ready, though nothing is stored");
        Assert.True((await storage.Journal.AppendAsync(script.NextObject(1))).IsCommitted);
        Assert.Equal(2, (await storage.Snapshots.LoadStudyAsync(script.Study))!.Sequence);
        await Wait.UntilAsync(() => storage.Feed.Lag < Late, "its followers to know all");
        Assert.False(storage.Health.Uselessness.IsCompleted);
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_open_and_who_asks_again_learns_that_it_is_there()
    {
        using var line = new CutLine(Server.Port);
        await using var database = await PostgresDatabase.OpenAsync(Through(line), maxReaders: 1);
        await using var direct = NpgsqlDataSource.Create(_database);
        await using var holder = await direct.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT take_journal()", holder))
            await hold.ExecuteNonQueryAsync();
        using var journal = new PostgresJournal(database);
        var append = StudyScript.Append("study/1", 0, [StudyScript.Event("x")], []);

        var open = journal.AppendAsync(append).AsTask();
        await Wait.UntilAsync(() => IsAnyLockedAsync(direct), () => "the commit to wait");
        line.CutAtNextAnswer();
        await held.CommitAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => open);
        await Wait.UntilAsync(
            async () =>
            {
                try
                {
                    return await journal.AppendAsync(append) == AppendResult.Conflict(1);
                }
                catch (StorageUnavailableException)
                {
                    return false;
                }
            },
            () => "the journal to work again");
        Assert.Equal(["x"], await journal.ReadAsync(0).Select(record => System.Text.Json.JsonDocument.Parse(record.Json).RootElement.GetProperty("text").GetString()).ToListAsync());
    }

    [Fact]
    public async Task A_server_that_says_nothing_any_more_holds_nobody_up_for_ever()
    {
        using var line = new CutLine(Server.Port);
        await using var database = await PostgresDatabase.OpenAsync(Through(line), maxReaders: 1);
        using var journal = new PostgresJournal(database);
        await journal.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("x")], []));

        line.IsDead = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => journal.AppendAsync(StudyScript.Append("study/1", 1, [StudyScript.Event("y")], [])).AsTask().WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task A_transaction_whose_node_stands_still_is_given_up_by_the_server()
    {
        await using var database = await PostgresDatabase.OpenAsync(_database, maxReaders: 1);
        await using var standing = database.ConnectWriter(null);
        await using (var begin = new NpgsqlCommand("BEGIN; INSERT INTO entity (name) VALUES ('study/1')", standing))
            await begin.ExecuteNonQueryAsync();
        using var journal = new PostgresJournal(database);

        var append = journal.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("x")], [])).AsTask();

        Assert.True((await append.WaitAsync(Wait.Limit)).IsCommitted);
    }

    [Fact]
    public async Task A_follower_sees_what_another_node_commits_though_its_own_commits_nothing()
    {
        using var one = new PostgresStorage(_database);
        using var two = new PostgresStorage(_database);
        using var limit = new CancellationTokenSource(Wait.Limit);
        await using var follower = two.Feed.FollowAsync(0, limit.Token).GetAsyncEnumerator(CancellationToken.None);
        var script = new StudyScript("1.2.1");
        for (var sequence = 0; sequence < 5; sequence++)
        {
            var next = follower.MoveNextAsync().AsTask();
            await one.Journal.AppendAsync(script.NextObject(sequence));
            Assert.True(await next);
            Assert.Equal(sequence + 1, follower.Current.Position);
        }
    }

    private string Through(CutLine line) => new NpgsqlConnectionStringBuilder(_database) { Host = "127.0.0.1", Port = line.Port }.ConnectionString;

    private static async Task<bool> IsAnyLockedAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<bool> TryAppendAsync(PostgresStorage storage, StudyScript script, long sequence)
    {
        try
        {
            return (await storage.Journal.AppendAsync(script.NextObject(sequence))).IsCommitted;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
