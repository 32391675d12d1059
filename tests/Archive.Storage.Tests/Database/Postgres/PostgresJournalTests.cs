using System.Diagnostics.Metrics;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Health;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Testing;

namespace Archive.Storage.Tests.Database.Postgres;

public sealed class PostgresJournalTests(PostgresDatabases databases) : JournalContract, IClassFixture<PostgresDatabases>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _database = databases.Create();

    [Fact]
    public async Task Two_nodes_that_write_at_once_leave_dense_positions_which_both_follow_in_order()
    {
        const int Appends = 8 * 40;
        using var one = new PostgresStorage(_database);
        using var two = new PostgresStorage(_database);
        using var limit = new CancellationTokenSource(Limit);
        var followers = new[] { one, two }.Select(storage => storage.Feed.FollowAsync(0, limit.Token).Take(Appends).ToListAsync().AsTask()).ToList();

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), limit.Token, async (number, _) =>
        {
            var script = new StudyScript($"1.2.{number}");
            var storage = number % 2 == 0 ? one : two;
            for (var sequence = 0; sequence < 40; sequence++)
                Assert.Equal(AppendResult.Committed(sequence + 1), await storage.Journal.AppendAsync(script.NextObject(sequence), CancellationToken.None));
        });

        foreach (var follower in followers)
            Assert.Equal(Enumerable.Range(1, Appends).Select(position => (long)position), (await follower).Select(record => record.Position));
    }

    [Fact]
    public async Task Two_nodes_that_append_to_the_same_entities_in_opposite_orders_lose_nothing_and_double_nothing()
    {
        using var one = new PostgresStorage(_database);
        using var two = new PostgresStorage(_database);
        var entities = Enumerable.Range(1, 30).Select(number => $"study/{number:00}").ToList();

        for (var round = 0; round < 10; round++)
        {
            var sequence = round;
            var ofOne = entities.Select(entity => one.Journal.AppendAsync(StudyScript.Append(entity, sequence, [StudyScript.Event("one")], [])).AsTask()).ToList();
            var ofTwo = entities.AsEnumerable().Reverse().Select(entity => two.Journal.AppendAsync(StudyScript.Append(entity, sequence, [StudyScript.Event("two")], [])).AsTask()).ToList();
            var (results, others) = (await Task.WhenAll(ofOne), await Task.WhenAll(ofTwo));
            Assert.All(results.Zip(others.Reverse()), pair => Assert.True(pair.First.IsCommitted ^ pair.Second.IsCommitted));
        }

        await AssertDense(one.Journal, 300);
    }

    [Fact]
    public async Task Of_two_nodes_the_second_waits_for_the_first_and_is_refused_by_what_that_left()
    {
        using var storage = new PostgresStorage(_database);
        await using var other = await storage.Sql.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var insert = new Npgsql.NpgsqlCommand("INSERT INTO entity (name, last_sequence, last_writer) VALUES ('study/1', 1, gen_random_uuid())", other))
            await insert.ExecuteNonQueryAsync();

        var waiting = storage.Journal.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("x")], [])).AsTask();
        await WaitForLocksAsync(storage, 1);
        Assert.False(waiting.IsCompleted);
        await transaction.CommitAsync();

        Assert.Equal(AppendResult.Conflict(1), await waiting);
    }

    [Fact]
    public async Task A_transaction_that_is_given_up_for_another_one_is_repeated()
    {
        using var storage = new PostgresStorage(_database);
        await storage.Journal.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("x")], []));

        storage.Execute("""
            CREATE SEQUENCE attempts;
            CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('attempts') <= 3 THEN
                    RAISE EXCEPTION 'given up' USING ERRCODE = CASE WHEN currval('attempts') = 2 THEN '40001' ELSE '40P01' END;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER give_up BEFORE INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION give_up();
            """);

        Assert.Equal(AppendResult.Committed(2), await storage.Journal.AppendAsync(StudyScript.Append("study/1", 1, [StudyScript.Event("y")], [])));
        await AssertDense(storage.Journal, 2);
        Assert.Equal(4L, storage.Read<long>("SELECT last_value FROM attempts"));
    }

    [Fact]
    public async Task A_node_that_was_fenced_commits_nothing_any_more_and_says_why()
    {
        using var storage = new PostgresStorage(_database);
        var script = new StudyScript("1.2.1");
        await storage.Journal.AppendAsync(script.NextObject(0));
        storage.Execute($"UPDATE cluster_member SET state = 'fenced' WHERE id = {storage.Member}");

        await Assert.ThrowsAsync<StorageFailedException>(async () => await storage.Journal.AppendAsync(script.NextObject(1)));

        storage.Execute($"UPDATE cluster_member SET state = 'alive' WHERE id = {storage.Member}");
        await Assert.ThrowsAsync<StorageFailedException>(async () => await storage.Journal.AppendAsync(script.NextObject(1)));
        await AssertDense(storage.Journal, 1);
        Assert.Equal(HealthState.Failed, storage.Health[ArchivePart.Cluster].State);
        Assert.Contains("taken for dead", storage.Health.NotReadyReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Transactions_of_a_node_that_was_fenced_are_counted()
    {
        using var storage = new PostgresStorage(_database);
        using var session = new PostgresJournalSession(storage.Database, storage.Member, TimeProvider.System); // which nobody looks after
        var (counted, thread) = (0L, Environment.CurrentManagedThreadId);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "archive.journal.fenced")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, value, _, _) => counted += Environment.CurrentManagedThreadId == thread ? value : 0);
        meters.Start();

        Write(0);
        Assert.Equal(0, counted);
        storage.Execute($"UPDATE cluster_member SET state = 'fenced' WHERE id = {storage.Member}");
        Assert.Throws<StorageFailedException>(() => Write(1));

        Assert.Equal(1, counted);

        void Write(long sequence)
        {
            session.Begin();
            session.Apply(new PendingAppend(StudyScript.Append("study/1", sequence, [StudyScript.Event("x")], [])));
            session.Commit();
        }
    }

    [Fact]
    public async Task A_node_that_was_fenced_notices_that_though_nothing_is_stored()
    {
        using var storage = new PostgresStorage(_database);
        storage.Execute($"UPDATE cluster_member SET state = 'fenced' WHERE id = {storage.Member}");

        await storage.Health.Uselessness.WaitAsync(Limit);
    }

    [Fact]
    public async Task To_fence_a_node_waits_for_the_transaction_that_it_is_in()
    {
        using var storage = new PostgresStorage(_database);
        await using var other = await storage.Sql.OpenConnectionAsync();
        await using var held = await other.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("LOCK TABLE entity", other))
            await hold.ExecuteNonQueryAsync();
        var append = storage.Journal.AppendAsync(new StudyScript("1.2.1").NextObject()).AsTask();
        await WaitForLocksAsync(storage, 1);

        var fencing = Task.Run(() => storage.Execute($"UPDATE cluster_member SET state = 'fenced' WHERE id = {storage.Member}"));
        await WaitForLocksAsync(storage, 2);
        await held.CommitAsync();

        Assert.True((await append).IsCommitted);
        await fencing;
    }

    [Fact]
    public async Task A_full_disk_is_told_as_such_and_the_journal_goes_on_when_there_is_room_again()
    {
        using var storage = new PostgresStorage(_database);
        storage.Execute("""
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER fill BEFORE INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION fill();
            """);
        var script = new StudyScript("1.2.1");

        await Assert.ThrowsAsync<StorageFullException>(async () => await storage.Journal.AppendAsync(script.NextObject(0)));

        storage.Execute("DROP TRIGGER fill ON journal");
        Assert.True((await storage.Journal.AppendAsync(new StudyScript("1.2.2").NextObject(0))).IsCommitted);
        await AssertDense(storage.Journal, 1);
    }

    [Fact]
    public async Task Values_that_the_database_cannot_hold_as_they_are_cost_no_object()
    {
        using var storage = new PostgresStorage(_database);
        var script = new StudyScript("1.2.1");
        var append = script.NextObject();
        var study = (Archive.Storage.Index.AddStudy)append.Changes[0];
        var odd = study with { Attributes = study.Attributes with { PatientName = "A\0B^" + string.Concat(Enumerable.Repeat("𠮷", 5000)), AccessionNumber = new string('x', 9000), StudyDescription = "\0" } };

        Assert.True((await storage.Journal.AppendAsync(append with { Changes = [odd, .. append.Changes.Skip(1)] })).IsCommitted);
        Assert.Single((await storage.Snapshots.LoadStudyAsync(script.Study))!.Instances);
    }

    protected override IStorageUnderTest Open() => new PostgresStorage(_database);

    private static Task WaitForLocksAsync(PostgresStorage storage, int count) => Wait.UntilAsync(() =>
        storage.Read<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") >= count, $"{count} waiting for locks");
}
