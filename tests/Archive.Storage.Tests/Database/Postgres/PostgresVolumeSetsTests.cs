using Archive.Storage.Blobs;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Members;
using Archive.Testing;
using static Archive.Storage.Tests.Database.Postgres.PostgresSchemas;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>Which member has which set of volumes.</summary>
public sealed class PostgresVolumeSetsTests(PostgresSchemas schemas) : IClassFixture<PostgresSchemas>, IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _open = [];
    private string _database = "";

    public async Task InitializeAsync() => _database = await schemas.CreateAsync();

    public async Task DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_open))
            await one.DisposeAsync();
    }

    [Fact]
    public async Task Each_member_gets_a_set_of_its_own_the_lowest_that_is_free()
    {
        var (first, _) = await StartAsync("a");
        var (_, second) = await StartAsync("b");
        var (_, third) = await StartAsync("c");
        await first.LeaveAsync(default);
        var (_, next) = await StartAsync("d");
        var (_, last) = await StartAsync("e");

        Assert.Equal((1, 2, 0, 3), (second.Own, third.Own, next.Own, last.Own));
    }

    [Fact]
    public async Task Members_that_start_at_once_get_different_sets()
    {
        var left = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => StartAsync($"before{number}")));
        foreach (var (member, _) in left)
            await member.LeaveAsync(default);

        var started = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => StartAsync($"n{number}")));

        Assert.Equal(Enumerable.Range(0, 12), started.Select(one => one.Sets.Own).Order());
    }

    [Fact]
    public async Task When_every_set_is_taken_the_start_fails_with_a_sentence_and_a_free_one_is_found_among_them()
    {
        var (member, _) = await StartAsync("a");
        await ExecuteAsync(_database, $"INSERT INTO volume_set (number, owner) SELECT number, {member.Id} FROM generate_series(1, 1023) AS number");

        var refused = await Assert.ThrowsAsync<NoVolumeSetException>(() => StartAsync("b"));
        await ExecuteAsync(_database, "UPDATE volume_set SET owner = NULL WHERE number = 512");
        var (_, sets) = await StartAsync("c");

        Assert.StartsWith("All 1024 sets of volumes are taken.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(512, sets.Own);
    }

    [Fact]
    public async Task Who_is_fenced_gets_no_set()
    {
        var member = await RegisterAsync("a");
        await FenceAsync(member);

        await Assert.ThrowsAsync<NoVolumeSetException>(() => PostgresVolumeSets.TakeAsync(_database, member.Id, default));
        Assert.Empty(await ReadAsync<int>(_database, "SELECT number FROM volume_set"));
    }

    [Fact]
    public async Task Sets_of_members_that_were_fenced_are_adopted_by_one_and_of_the_living_by_none()
    {
        var (dead, deadSets) = await StartAsync("a");
        var (_, one) = await StartAsync("b");
        var (_, other) = await StartAsync("c");
        Assert.Empty(await one.AdoptAsync(default));

        await FenceAsync(dead);
        var adopted = await Task.WhenAll(one.AdoptAsync(default).AsTask(), other.AdoptAsync(default).AsTask());

        Assert.Equal([deadSets.Own], adopted.SelectMany(sets => sets));
        var (adopter, idle) = adopted[0].Count > 0 ? (one, other) : (other, one);
        Assert.Equal([deadSets.Own], await adopter.AdoptAsync(default));
        Assert.True(await adopter.HasAsync(deadSets.Own, default));
        Assert.False(await idle.HasAsync(deadSets.Own, default));
        Assert.False(await adopter.HasAsync(adopter.Own, default)); // that one was not adopted
        Assert.Equal(3, (await StartAsync("d")).Sets.Own); // an adopted set is not free
    }

    [Fact]
    public async Task An_adopted_set_that_was_freed_is_the_next_one_s_to_write()
    {
        var (dead, deadSets) = await StartAsync("a");
        var (_, adopter) = await StartAsync("b");
        await FenceAsync(dead);
        await adopter.AdoptAsync(default);

        await adopter.FreeAsync(deadSets.Own, default);

        Assert.Empty(await adopter.AdoptAsync(default));
        Assert.False(await adopter.HasAsync(deadSets.Own, default));
        Assert.Equal(deadSets.Own, (await StartAsync("c")).Sets.Own);
    }

    [Fact]
    public async Task An_adopter_that_is_fenced_has_nothing_more_and_a_third_adopts_what_it_had_and_what_it_wrote()
    {
        var (dead, deadSets) = await StartAsync("a");
        var (second, adopter) = await StartAsync("b");
        var (_, third) = await StartAsync("c");
        await FenceAsync(dead);
        await adopter.AdoptAsync(default);

        await FenceAsync(second);

        Assert.False(await adopter.HasAsync(deadSets.Own, default));
        Assert.Empty(await adopter.AdoptAsync(default));
        await adopter.FreeAsync(deadSets.Own, default);
        Assert.Equal([deadSets.Own, adopter.Own], await third.AdoptAsync(default));
        await adopter.FreeAsync(deadSets.Own, default);
        Assert.True(await third.HasAsync(deadSets.Own, default));
    }

    [Fact]
    public async Task Who_leaves_frees_its_own_set_and_others_adopt_what_it_had_adopted()
    {
        var (dead, deadSets) = await StartAsync("a");
        var (second, adopter) = await StartAsync("b");
        var (_, third) = await StartAsync("c");
        await FenceAsync(dead);
        await adopter.AdoptAsync(default);

        await second.LeaveAsync(default);

        Assert.Equal([deadSets.Own], await third.AdoptAsync(default));
        Assert.Equal(adopter.Own, (await StartAsync("d")).Sets.Own);
    }

    [Fact]
    public async Task What_is_released_of_others_sets_reaches_their_owners_once()
    {
        var (_, one) = await StartAsync("a");
        var (_, other) = await StartAsync("b");
        var records = Enumerable.Range(1, 2_500).Select(number => Record(other, number)).ToList();
        foreach (var record in records)
            one.Release(record);

        var collected = new List<ReleasedRecord>();
        await Wait.UntilAsync(
            async () =>
            {
                collected.AddRange(await other.CollectAsync(default));
                return collected.Count >= records.Count;
            },
            () => "what was released to be collected");

        Assert.Equal(records, collected.OrderBy(record => record.Offset));
        Assert.Empty(await one.CollectAsync(default));
        Assert.Empty(await other.CollectAsync(default));
    }

    [Fact]
    public async Task Who_adopts_a_set_or_is_fenced_collects_nothing_of_it()
    {
        var (dead, deadSets) = await StartAsync("a");
        var (_, other) = await StartAsync("b");
        await FenceAsync(dead);
        await other.AdoptAsync(default);
        other.Release(Record(deadSets, 1));
        await Wait.UntilAsync(async () => (await ReadAsync<int>(_database, "SELECT set_number FROM released_blob")).Count == 1, () => "the row to be written");

        Assert.Empty(await deadSets.CollectAsync(default));
        Assert.Empty(await other.CollectAsync(default));
        await other.FreeAsync(deadSets.Own, default);
        Assert.Equal([Record(deadSets, 1)], await (await StartAsync("c")).Sets.CollectAsync(default));
    }

    [Fact]
    public async Task What_is_released_last_is_written_before_the_end()
    {
        var (_, one) = await StartAsync("a");
        var (_, other) = await StartAsync("b");
        one.Release(Record(other, 1));

        await one.DisposeAsync();

        Assert.Equal([Record(other, 1)], await other.CollectAsync(default));
    }

    [Fact]
    public async Task While_the_database_is_away_everything_says_so_and_what_is_released_waits()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        foreach (var script in Archive.Storage.Database.SchemaScript.Load("Postgres"))
            await ExecuteAsync(server.ConnectionString, script.Sql);
        await using var member = await PostgresMembers.RegisterAsync(server.ConnectionString, "a:1", "1", default);
        await using var sets = await PostgresVolumeSets.TakeAsync(server.ConnectionString, member.Id, default);
        await server.StopAsync(abruptly: true);
        var record = new ReleasedRecord(VolumeSet.NextId(7, DateTimeOffset.UtcNow, 0), 4096, 512);

        sets.Release(record);

        await Assert.ThrowsAsync<MembersUnavailableException>(() => sets.AdoptAsync(default).AsTask());
        await Assert.ThrowsAsync<MembersUnavailableException>(() => sets.CollectAsync(default).AsTask());
        await Assert.ThrowsAsync<MembersUnavailableException>(() => PostgresVolumeSets.TakeAsync(server.ConnectionString, member.Id, default));
        await server.StartAgainAsync();
        await Wait.UntilAsync(
            async () => (await ReadAsync<long>(server.ConnectionString, "SELECT blob_volume FROM released_blob WHERE set_number = 7")).Contains(record.Volume),
            () => "what was released to be written");
        Assert.Empty(await sets.AdoptAsync(default));
    }

    private static ReleasedRecord Record(PostgresVolumeSets of, int number) => new(VolumeSet.NextId(of.Own, DateTimeOffset.UnixEpoch.AddYears(56), 0), number * 4096L, 512);

    private async Task<PostgresMembers> RegisterAsync(string name)
    {
        var member = await PostgresMembers.RegisterAsync(_database, name + ":1", "1", default);
        lock (_open)
            _open.Add(member);
        return member;
    }

    private async Task<(PostgresMembers Member, PostgresVolumeSets Sets)> StartAsync(string name)
    {
        var member = await RegisterAsync(name);
        var sets = await PostgresVolumeSets.TakeAsync(_database, member.Id, default);
        lock (_open)
            _open.Add(sets);
        return (member, sets);
    }

    private async Task FenceAsync(PostgresMembers member)
    {
        var by = await RegisterAsync("fencing");
        await by.FenceAsync(member.Id, default);
        await by.LeaveAsync(default);
    }
}
