using Archive.Storage.Blobs;
using Archive.Storage.Health;
using Archive.Storage.Members;
using Archive.Storage.Stores;
using Archive.Storage.Tests.Journal;
using Archive.Testing;

namespace Archive.Storage.Tests.Database;

/// <summary>What nodes share in a database besides journal and index, on whatever server it is: members, leases, sets of volumes, peers.</summary>
public abstract class SharedDatabaseContract : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IOpenDatabase> _nodes = [];

    /// <summary>Empty; opened by the test alone.</summary>
    protected abstract SharedDatabase Database { get; }

    public void Dispose()
    {
        Task.Run(async () =>
        {
            foreach (var node in _nodes)
            {
                node.CloseJournal();
                await node.DisposeAsync();
            }
        }).GetAwaiter().GetResult();
        Close();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_of_those_that_live_founds_and_who_is_fenced_does_nothing_any_more()
    {
        var (one, two) = (await JoinAsync("one:1"), await JoinAsync("two:1"));

        Assert.True(one.Id < two.Id);
        Assert.Equal([one.Id, two.Id], (await two.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Id));
        Assert.False(await two.TryFoundAsync(default));
        Assert.True(await one.TryFoundAsync(default));
        await two.SetFormedAsync(default);
        Assert.All(await two.BeatAsync(MemberCondition.Starting, default), member => Assert.Equal((true, "1.2.3"), (member.IsFormed, member.Version)));

        Assert.True(await two.FenceAsync(one.Id, default));
        Assert.False(await two.FenceAsync(one.Id, default));
        Assert.Equal([two.Id], (await one.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Id));
        Assert.False(await one.FenceAsync(two.Id, default));
        Assert.False(await one.TryFoundAsync(default));
        Assert.False(await one.TryLeaseAsync("lease", "one", TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task A_beat_is_another_one_each_time_and_brings_what_is_asked_of_the_node()
    {
        var one = await JoinAsync("one:1");
        var before = Assert.Single(await one.BeatAsync(MemberCondition.Starting, default));

        Assert.True(await Database.RequestAsync("one:1", MemberRequest.Drain, default));
        var drained = Assert.Single(await one.BeatAsync(MemberCondition.Starting, default));
        Assert.True(await Database.RequestAsync($"{one.Id}", MemberRequest.Leave, default));

        Assert.NotEqual(before.Beat, drained.Beat);
        Assert.Equal((MemberRequest.None, MemberRequest.Drain), (before.Request, drained.Request));
        Assert.Equal(MemberRequest.Leave, Assert.Single(await one.BeatAsync(MemberCondition.Starting, default)).Request);
        Assert.False(await Database.RequestAsync("two:1", MemberRequest.Drain, default));
    }

    [Fact]
    public async Task A_beat_says_how_the_node_does_whatever_its_reason_is_like()
    {
        var (one, two) = (await JoinAsync("one:1"), await JoinAsync("two:1"));
        var fine = new MemberCondition(TimeSpan.FromMilliseconds(120), null);
        var behind = new MemberCondition(TimeSpan.FromSeconds(7), $"The disk is full: {new string('ü', 9000)}");

        await one.BeatAsync(behind, default);
        Assert.Equal([behind, fine], (await two.BeatAsync(fine, default)).Select(member => member.Condition));
        await one.BeatAsync(fine with { NotReadyReason = "a\0b" }, default);
        Assert.Equal([fine with { NotReadyReason = "a\uFFFDb" }, fine], (await two.BeatAsync(fine, default)).Select(member => member.Condition));
        Assert.Equal([fine, fine], (await one.BeatAsync(fine, default)).Select(member => member.Condition));
    }

    [Fact]
    public async Task A_run_at_the_same_address_fences_the_one_before_it_whose_journal_commits_nothing_any_more()
    {
        var before = await OpenAsync("one:1");
        var script = new StudyScript("1.2.1");
        Assert.True((await before.Journal.AppendAsync(script.NextObject(0))).IsCommitted);

        var now = await JoinAsync("one:1");

        // Where its connection was ended, that is what the first one tells.
        await Assert.ThrowsAnyAsync<IOException>(async () => await before.Journal.AppendAsync(script.NextObject(1)));
        await Assert.ThrowsAsync<StorageFailedException>(async () => await before.Journal.AppendAsync(script.NextObject(1)));
        Assert.Equal([now.Id], (await now.BeatAsync(MemberCondition.Starting, default)).Select(member => member.Id));
    }

    [Fact]
    public async Task A_lease_has_one_owner_until_it_is_given_back_or_over()
    {
        var (one, two) = (await JoinAsync("one:1"), await JoinAsync("two:1"));

        Assert.True(await one.TryLeaseAsync("lease", "one", TimeSpan.FromMinutes(1), default));
        Assert.True(await one.TryLeaseAsync("lease", "one", TimeSpan.FromMinutes(1), default));
        Assert.False(await two.TryLeaseAsync("lease", "two", TimeSpan.FromMinutes(1), default));
        Assert.Equal("one", await two.FindLeaseOwnerAsync("lease", default));
        await two.ReleaseLeaseAsync("lease", "two", default);
        Assert.Equal("one", await two.FindLeaseOwnerAsync("lease", default));
        await one.ReleaseLeaseAsync("lease", "one", default);
        Assert.Null(await two.FindLeaseOwnerAsync("lease", default));

        Assert.True(await two.TryLeaseAsync("lease", "two", TimeSpan.FromMilliseconds(1), default));
        await Wait.UntilAsync(async () => await two.FindLeaseOwnerAsync("lease", default) is null, () => "the lease to be over");
        Assert.True(await one.TryLeaseAsync("lease", "one", TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task Each_node_has_a_set_of_volumes_and_one_that_was_left_is_taken_by_the_next()
    {
        var (one, two) = (await OpenAsync("one:1"), await OpenAsync("two:1"));
        Assert.Equal((0, 1), (one.Sets!.Own, two.Sets!.Own));

        await LeaveAsync(one);

        Assert.Equal(0, (await OpenAsync("three:1")).Sets!.Own);
        Assert.Equal(2, (await OpenAsync("four:1")).Sets!.Own);
    }

    [Fact]
    public async Task What_is_released_of_a_set_is_told_its_owner_once()
    {
        var (one, two) = (await OpenAsync("one:1"), await OpenAsync("two:1"));
        var record = new ReleasedRecord(VolumeSet.NextId(one.Sets!.Own, DateTimeOffset.UnixEpoch.AddYears(56), 0), 4096, 512);

        two.Sets!.Release(record);
        IReadOnlyList<ReleasedRecord> collected = [];
        await Wait.UntilAsync(async () => (collected = await one.Sets.CollectAsync(default)).Count > 0, () => "the record to be told");

        Assert.Equal([record], collected);
        Assert.Empty(await two.Sets.CollectAsync(default));
        Assert.Empty(await one.Sets.CollectAsync(default));
    }

    [Fact]
    public async Task The_sets_of_a_node_that_is_fenced_are_adopted_by_one_that_lives_and_freed()
    {
        var (one, two) = (await OpenAsync("one:1"), await OpenAsync("two:1"));
        Assert.Empty(await two.Sets!.AdoptAsync(default));
        Assert.True(await two.Members!.FenceAsync(one.Members!.Id, default));

        Assert.Empty(await one.Sets!.AdoptAsync(default));
        Assert.Equal([0], await two.Sets.AdoptAsync(default));
        Assert.Equal([0], await two.Sets.AdoptAsync(default));
        Assert.True(await two.Sets.HasAsync(0, default));
        Assert.False(await two.Sets.HasAsync(1, default));
        await two.Sets.FreeAsync(0, default);

        Assert.False(await two.Sets.HasAsync(0, default));
        Assert.Equal(0, (await OpenAsync("three:1")).Sets!.Own);
    }

    [Fact]
    public async Task Peers_are_changed_all_or_nothing_and_every_change_counts()
    {
        await Database.MigrateAsync(default);
        await using var peers = Database.OpenPeers();
        Assert.Equal((0L, 0), await CountAsync());

        var added = await peers.ChangeAsync("test", _ => Decided(("CT1", """{"Port":"104"}"""), ("MR1", "{}")), default);
        Assert.Equal(["CT1", "MR1"], added.Select(change => change.AeTitle).Order(StringComparer.Ordinal));
        Assert.All(added, change => Assert.Null(change.Before));
        Assert.Equal((1L, 2), await CountAsync());
        Assert.Null(await peers.ReadAsync(1, default));

        Assert.Empty(await peers.ChangeAsync("test", _ => Decided(("CT1", """{ "Port": "104" }"""), ("US1", null)), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => peers.ChangeAsync("test", _ => throw new InvalidOperationException(), default));
        Assert.Equal((1L, 2), await CountAsync());

        var changed = await peers.ChangeAsync("test", stored => Decided((stored.Peers[0].AeTitle, null), ("MR1", """{"Port":"105"}""")), default);
        Assert.Equal([("CT1", true), ("MR1", false)], changed.OrderBy(change => change.AeTitle, StringComparer.Ordinal).Select(change => (change.AeTitle, change.After is null)));
        Assert.Equal((2L, 1), await CountAsync());

        async Task<(long Version, int Peers)> CountAsync() => await peers.ReadAsync(-1, default) is { } read ? (read.Version, read.Peers.Count) : default;
    }

    [Fact]
    public async Task Peers_that_are_changed_at_once_are_all_there()
    {
        await Database.MigrateAsync(default);
        await using var peers = Database.OpenPeers();

        await Task.WhenAll(Enumerable.Range(1, 4).Select(number => peers.ChangeAsync("test", _ => Decided(($"CT{number}", "{}")), default)));

        var read = (await peers.ReadAsync(-1, default))!;
        Assert.Equal((4L, "CT1,CT2,CT3,CT4"), (read.Version, string.Join(',', read.Peers.Select(peer => peer.AeTitle))));
    }

    [Fact]
    public async Task The_schema_is_made_once_by_many_at_once_and_read_by_who_changes_nothing()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.MigrateAsync(default))));

        Assert.Single(versions, version => version.Before == 0);
        Assert.Single(versions.Select(version => version.After).Distinct());
        await using var database = await Database.OpenToReadAsync(readers: 1, default);
        Assert.Empty(await database.OpenIndex().ReadAllInstancesAsync().ToListAsync());
    }

    /// <summary>Removes the database.</summary>
    protected virtual void Close()
    {
    }

    private static Dictionary<string, string?> Decided(params (string AeTitle, string? Options)[] peers) =>
        peers.ToDictionary(peer => peer.AeTitle, peer => peer.Options, StringComparer.Ordinal);

    private async Task<IOpenDatabase> OpenAsync(string address)
    {
        var node = await Database.JoinAsync(_folder["volumes"], readers: 1, new NodeIdentity(address, "1.2.3"), new ArchiveHealth(), default);
        _nodes.Add(node);
        return node;
    }

    private async Task LeaveAsync(IOpenDatabase node)
    {
        _nodes.Remove(node);
        node.CloseJournal();
        await node.LeaveAsync();
        await node.DisposeAsync();
    }

    private async Task<IClusterMembers> JoinAsync(string address) => (await OpenAsync(address)).Members!;
}
