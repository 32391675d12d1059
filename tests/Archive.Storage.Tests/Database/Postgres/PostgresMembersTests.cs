using Archive.Storage.Database.Postgres;
using Archive.Storage.Members;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>What nodes know of each other by their database.</summary>
public sealed class PostgresMembersTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly PostgresServer _server = new();
    private readonly List<PostgresMembers> _members = [];
    private NpgsqlDataSource? _database;

    private NpgsqlDataSource Database => _database ?? throw new InvalidOperationException("The server has not been started.");

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _database = NpgsqlDataSource.Create(_server.ConnectionString);
        await PostgresDatabase.MigrateAsync(_server.ConnectionString, PostgresSchema.Scripts);
    }

    public async Task DisposeAsync()
    {
        foreach (var member in _members)
            await member.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_beat_shows_that_the_node_lives_and_who_else_does()
    {
        var one = await RegisterAsync("one:1");
        var two = await RegisterAsync("two:1");
        await two.BeatAsync(MemberCondition.Starting, default);

        var before = await one.BeatAsync(MemberCondition.Starting, default);
        var after = await one.BeatAsync(MemberCondition.Starting, default);

        Assert.Equal([one.Id, two.Id], after.Select(member => member.Id));
        Assert.True(one.Id < two.Id);
        Assert.Equal(("one:1", "1.2.3", false), (after[0].Address, after[0].Version, after[0].IsFormed));
        Assert.InRange(after[0].StartedAt, DateTimeOffset.UtcNow - Long, DateTimeOffset.UtcNow + Long);
        Assert.Equal([1, 0], before.Zip(after, (then, now) => now.Beat - then.Beat));
    }

    [Fact]
    public async Task A_node_that_takes_its_time_to_start_shows_that_it_lives()
    {
        var starting = await RegisterAsync("one:1");
        var other = await RegisterAsync("two:1");

        await Wait.UntilAsync(async () => (await other.BeatAsync(MemberCondition.Starting, default))[0].Beat > 1, () => "two beats");

        await starting.BeatAsync(MemberCondition.Starting, default);
        Assert.Equal("alive", await StateAsync(starting));
    }

    [Fact]
    public async Task What_an_operator_wants_of_a_node_reaches_it_with_its_next_beat()
    {
        var one = await RegisterAsync("one:1");
        var two = await RegisterAsync("two:1");

        Assert.True(await PostgresMembers.RequestAsync(_server.ConnectionString, "two:1", MemberRequest.Drain, default));
        Assert.Equal([MemberRequest.None, MemberRequest.Drain], (await one.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Request));
        Assert.True(await PostgresMembers.RequestAsync(_server.ConnectionString, $"{one.Id}", MemberRequest.Leave, default));
        Assert.Equal([MemberRequest.Leave, MemberRequest.Drain], (await two.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Request));
        await two.LeaveAsync(default);
        Assert.False(await PostgresMembers.RequestAsync(_server.ConnectionString, "two:1", MemberRequest.Leave, default));
    }

    [Fact]
    public async Task A_run_at_the_same_address_fences_the_one_before_it()
    {
        var before = await RegisterAsync("one:1");
        var other = await RegisterAsync("other:1");
        var after = await RegisterAsync("one:1");

        Assert.Equal([other.Id, after.Id], (await before.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Id));
        Assert.Equal(("fenced", "alive"), (await StateAsync(before), await StateAsync(after)));
    }

    [Fact]
    public async Task Runs_that_start_at_once_at_one_address_leave_one_alive()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync("one:1")));

        Assert.Single(await runs[0].BeatAsync(MemberCondition.Starting, default));
    }

    [Fact]
    public async Task Who_is_fenced_shows_no_life_and_changes_nothing()
    {
        var fenced = await RegisterAsync("one:1");
        var other = await RegisterAsync("two:1");
        await other.FenceAsync(fenced.Id, default);

        Assert.DoesNotContain(await fenced.BeatAsync(MemberCondition.Starting, default), member => member.Id == fenced.Id);
        Assert.False(await fenced.FenceAsync(other.Id, default));
        await fenced.SetFormedAsync(default);
        Assert.False(await fenced.TryFoundAsync(default));
        Assert.False(await fenced.TryLeaseAsync("lease", "one", Long, default));
        await fenced.LeaveAsync(default);

        Assert.Equal(("fenced", "alive"), (await StateAsync(fenced), await StateAsync(other)));
        Assert.Equal([other.Id], (await other.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Id));
        Assert.True(await other.TryLeaseAsync("lease", "two", Long, default));
    }

    [Fact]
    public async Task Of_two_that_fence_each_other_at_once_one_is_left()
    {
        for (var round = 0; round < 20; round++)
        {
            var one = await RegisterAsync("one:1");
            var two = await RegisterAsync("two:1");

            var fenced = await Task.WhenAll(one.FenceAsync(two.Id, default), two.FenceAsync(one.Id, default));
            Assert.Single(fenced, hasFenced => hasFenced);

            Assert.Single(await one.BeatAsync(MemberCondition.Starting, default));
        }
    }

    [Fact]
    public async Task A_fence_waits_for_the_transaction_that_the_node_is_in_but_not_for_ever()
    {
        var writing = await RegisterAsync("one:1");
        var other = await RegisterAsync("two:1");
        await using var connection = await Database.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("SELECT 1 FROM cluster_member WHERE id = $1 AND state = 'alive' FOR SHARE", connection, transaction)
            {
                Parameters = { new() { Value = writing.Id } },
            };
            Assert.Equal(1, await hold.ExecuteScalarAsync());
            await writing.BeatAsync(MemberCondition.Starting, default); // it waits for no transaction

            await Assert.ThrowsAsync<MembersUnavailableException>(() => other.FenceAsync(writing.Id, default));
            await transaction.CommitAsync();
        }

        await other.FenceAsync(writing.Id, default);
        Assert.Equal("fenced", await StateAsync(writing));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_stands_still_amid_a_commit_is_fenced_all_the_same_and_holds_nobody_up(bool byItsNextRun)
    {
        var standing = await RegisterAsync("one:1");
        var other = await RegisterAsync("two:1");
        await using var storage = await PostgresDatabase.OpenAsync(_server.ConnectionString, maxReaders: 1);
        await using var writer = storage.ConnectWriter(standing.Id);
        await using var commit = new NpgsqlCommand("COMMIT", writer);
        await using (var hold = new NpgsqlCommand(
            $"""
            SET idle_in_transaction_session_timeout = 0; -- as amid a batch, of which the server waits for the rest
            BEGIN; SELECT 1 FROM cluster_member WHERE id = {standing.Id} AND state = 'alive' FOR SHARE; INSERT INTO entity (name) VALUES ('study/1'); SELECT take_journal()
            """,
            writer))
        {
            await hold.ExecuteNonQueryAsync();
        }

        using var journal = new PostgresJournal(storage, other.Id);
        var append = journal.AppendAsync(StudyScript.Append("study/1", 0, [StudyScript.Event("x")], [])).AsTask();

        if (byItsNextRun)
            await RegisterAsync("one:1");
        else
            Assert.True(await other.FenceAsync(standing.Id, default));

        Assert.Equal("fenced", await StateAsync(standing));
        Assert.True((await append.WaitAsync(Wait.Limit)).IsCommitted);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => commit.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task Who_is_fenced_ends_nobodys_commit()
    {
        var fenced = await RegisterAsync("one:1");
        var other = await RegisterAsync("two:1");
        await using var storage = await PostgresDatabase.OpenAsync(_server.ConnectionString, maxReaders: 1);
        await using var writer = storage.ConnectWriter(other.Id);
        await other.FenceAsync(fenced.Id, default);

        Assert.False(await fenced.FenceAsync(other.Id, default));

        await using var ask = new NpgsqlCommand("SELECT 1", writer);
        Assert.Equal(1, await ask.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_first_of_those_that_live_founds_and_nobody_after_it()
    {
        var one = await RegisterAsync("one:1");
        var two = await RegisterAsync("two:1");
        var three = await RegisterAsync("three:1");

        Assert.False(await two.TryFoundAsync(default));
        await two.FenceAsync(one.Id, default);
        var founded = await Task.WhenAll(one.TryFoundAsync(default), two.TryFoundAsync(default), three.TryFoundAsync(default));
        Assert.Equal([false, true, false], founded);
        Assert.True(await two.TryFoundAsync(default)); // whose answer was lost
        Assert.Equal([(two.Id, true), (three.Id, false)], (await three.BeatAsync(MemberCondition.Starting, default)).Select(member => (member.Id, member.IsFormed)));

        await three.SetFormedAsync(default);
        await two.LeaveAsync(default);
        var four = await RegisterAsync("four:1");
        Assert.False(await four.TryFoundAsync(default));
        Assert.Equal([true, false], (await four.BeatAsync(MemberCondition.Starting, default)).Select(member => member.IsFormed));
    }

    [Fact]
    public async Task Who_leaves_leaves_its_own_volumes_to_the_next_and_adopted_ones_to_whoever_adopts_them()
    {
        var one = await RegisterAsync("one:1");
        await ExecuteAsync($"INSERT INTO volume_set (number, owner, is_adopted) VALUES (0, {one.Id}, FALSE), (1, {one.Id}, TRUE)");

        await one.LeaveAsync(default);
        await one.LeaveAsync(default);

        Assert.Equal("left", await StateAsync(one));
        Assert.Equal(1L, await ScalarAsync($"SELECT count(*) FROM volume_set WHERE number = 0 AND owner IS NULL"));
        Assert.Equal(1L, await ScalarAsync($"SELECT count(*) FROM volume_set WHERE number = 1 AND owner = {one.Id}"));
    }

    [Fact]
    public async Task Runs_that_ended_long_ago_are_forgotten_once_nobody_needs_their_rows()
    {
        var old = await RegisterAsync("one:1");
        var oldWithVolumes = await RegisterAsync("two:1");
        await ExecuteAsync($"INSERT INTO volume_set (number, owner) VALUES (3, {oldWithVolumes.Id})");
        await RegisterAsync("one:1");
        await RegisterAsync("two:1");
        await ExecuteAsync("UPDATE cluster_member SET ended_at = ended_at - 25 * 60 * 60 * 1000");
        var recent = await RegisterAsync("three:1");
        await recent.LeaveAsync(default);

        await RegisterAsync("four:1");

        Assert.Null(await StateAsync(old));
        Assert.Equal(("fenced", "left"), (await StateAsync(oldWithVolumes), await StateAsync(recent)));
    }

    [Fact]
    public async Task A_lease_is_one_owners_until_it_is_given_back_or_runs_out()
    {
        var member = await RegisterAsync("one:1");
        Task<bool> TakeAsync(string owner) => member.TryLeaseAsync("lease", owner, Long, default);

        Assert.Null(await member.FindLeaseOwnerAsync("lease", default));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => TakeAsync($"{number}")));
        Assert.Single(taken, isTaken => isTaken);
        await ExecuteAsync("DELETE FROM cluster_lease");

        Assert.True(await TakeAsync("one"));
        Assert.True(await TakeAsync("one"));
        Assert.False(await TakeAsync("two"));
        Assert.True(await member.TryLeaseAsync("another lease", "two", Long, default));
        await member.ReleaseLeaseAsync("lease", "two", default);
        Assert.Equal("one", await member.FindLeaseOwnerAsync("lease", default));
        await member.ReleaseLeaseAsync("lease", "one", default);
        Assert.True(await TakeAsync("two"));

        await ExecuteAsync("UPDATE cluster_lease SET until = now() - interval '1 ms'");
        Assert.Null(await member.FindLeaseOwnerAsync("lease", default));
        Assert.True(await TakeAsync("one"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_from_one_that_says_no()
    {
        var member = await RegisterAsync("one:1");
        await _server.StopAsync();

        await Assert.ThrowsAsync<MembersUnavailableException>(() => member.BeatAsync(MemberCondition.Starting, default));
        await Assert.ThrowsAsync<MembersUnavailableException>(() => member.TryLeaseAsync("lease", "one", Long, default));
        await Assert.ThrowsAsync<MembersUnavailableException>(() => RegisterAsync("two:1"));

        await _server.StartAgainAsync();
        Assert.Single(await member.BeatAsync(MemberCondition.Starting, default));
    }

    private async Task<PostgresMembers> RegisterAsync(string address)
    {
        var member = await PostgresMembers.RegisterAsync(_server.ConnectionString, address, "1.2.3", default);
        lock (_members)
            _members.Add(member);
        return member;
    }

    private async Task<string?> StateAsync(PostgresMembers member) => (string?)await ScalarAsync($"SELECT state FROM cluster_member WHERE id = {member.Id}");

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
