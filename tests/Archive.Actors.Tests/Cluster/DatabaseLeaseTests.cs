using Akka.Configuration;
using Akka.Coordination;
using Archive.Actors.Cluster;
using Archive.Storage.Members;
using Archive.Testing;

namespace Archive.Actors.Tests.Cluster;

/// <summary>Who may decide, by a row of a real database and a clock that the test moves.</summary>
public sealed class DatabaseLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly List<Exception?> _losses = [];
    private readonly List<DatabaseLease> _leases = [];
    private MemberDatabase _database = null!;
    private ScriptedMembers _members = null!;

    public async Task InitializeAsync()
    {
        _database = await MemberDatabase.StartAsync();
        _members = new ScriptedMembers(await _database.RegisterAsync("one:1"));
    }

    public async Task DisposeAsync()
    {
        _leases.ForEach(lease => lease.Dispose());
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_that_want_it_at_once_one_has_it_until_it_gives_it_back()
    {
        var leases = new[] { Create("one:1"), Create("two:1") };

        var acquiring = leases.Select(lease => lease.Acquire()).ToArray();
        await TryAgainUntilAsync(() => acquiring.All(one => one.IsCompleted));
        var taken = await Task.WhenAll(acquiring);

        Assert.Single(taken, isTaken => isTaken);
        Assert.Equal(taken, leases.Select(lease => lease.CheckLease()));
        Assert.True(await leases.Single(lease => lease.CheckLease()).Release());
        Assert.Equal([false, false], leases.Select(lease => lease.CheckLease()));
        Assert.True(await leases[Array.IndexOf(taken, false)].Acquire());
    }

    [Fact]
    public async Task It_is_renewed_and_one_renewal_that_fails_loses_nothing()
    {
        var lease = Create("one:1");
        Assert.True(await lease.Acquire(_losses.Add));

        for (var round = 0; round < 12; round++)
        {
            _members.IsAway = round % 3 == 1;
            await RenewAsync();
            Assert.True(lease.CheckLease());
        }

        Assert.Empty(_losses);
    }

    [Fact]
    public async Task Renewals_that_all_fail_lose_it_when_it_has_lasted_since_the_last_that_did_not()
    {
        var lease = Create("one:1");
        Assert.True(await lease.Acquire(_losses.Add));
        _members.IsAway = true;

        for (var elapsed = Interval; elapsed < Duration; elapsed += Interval)
        {
            await RenewAsync();
            Assert.True(lease.CheckLease());
        }

        Assert.Empty(_losses);
        await RenewAsync();
        Assert.False(lease.CheckLease());
        await Wait.UntilAsync(() => _losses.Count > 0, "the loss to be told");
        Assert.IsType<MembersUnavailableException>(Assert.Single(_losses));
        Assert.False(_time.HasTimer);
    }

    [Fact]
    public async Task Who_stood_still_for_too_long_does_not_hold_it_though_nobody_has_told_him()
    {
        var lease = Create("one:1");
        Assert.True(await lease.Acquire());
        _members.IsAway = true;

        _time.Advance(Duration);

        Assert.False(lease.CheckLease());
    }

    [Fact]
    public async Task It_is_lost_to_whoever_took_it_when_it_had_run_out()
    {
        var lease = Create("one:1");
        var other = Create("two:1");
        Assert.True(await lease.Acquire(_losses.Add));
        await _database.ExecuteAsync("UPDATE cluster_lease SET until = now() - interval '1 ms'");
        Assert.True(await other.Acquire());

        await RenewAsync(renewals: 2);

        Assert.False(lease.CheckLease());
        await Wait.UntilAsync(() => _losses.Count > 0, "the loss to be told");
        Assert.Null(Assert.Single(_losses));
        Assert.True(other.CheckLease());
    }

    [Fact]
    public async Task One_that_another_holds_is_asked_for_until_it_is_given_back()
    {
        var other = Create("two:1");
        Assert.True(await other.Acquire());
        var lease = Create("one:1");

        var acquiring = lease.Acquire();
        await TryAgainUntilAsync(() => _members.LeaseCalls >= 4);
        Assert.False(acquiring.IsCompleted);
        await other.Release();
        await TryAgainUntilAsync(() => acquiring.IsCompleted);

        Assert.True(await acquiring);
        Assert.True(lease.CheckLease());
    }

    [Fact]
    public async Task When_the_database_does_not_answer_nobody_knows()
    {
        _members.IsAway = true;
        var acquiring = Create("one:1").Acquire();
        await TryAgainUntilAsync(() => acquiring.IsCompleted);

        await Assert.ThrowsAsync<LeaseException>(() => acquiring);
    }

    [Fact]
    public async Task A_database_that_answers_in_time_is_soon_enough()
    {
        _members.IsAway = true;
        var lease = Create("one:1");
        var acquiring = lease.Acquire();
        await TryAgainUntilAsync(() => _members.LeaseCalls >= 3);
        _members.IsAway = false;
        await TryAgainUntilAsync(() => acquiring.IsCompleted);

        Assert.True(await acquiring);
        Assert.True(lease.CheckLease());
    }

    [Fact]
    public async Task Who_is_fenced_gets_it_for_certain_not()
    {
        var other = await _database.RegisterAsync("two:1");
        Assert.True(await other.FenceAsync(_members.Id, default));

        var acquiring = Create("one:1").Acquire();
        await TryAgainUntilAsync(() => acquiring.IsCompleted);

        Assert.False(await acquiring);
    }

    private DatabaseLease Create(string owner)
    {
        var lease = new DatabaseLease(
            new LeaseSettings("lease", owner, new TimeoutSettings(Interval, Duration, TimeSpan.FromSeconds(5)), Config.Empty), _members, _time);
        _leases.Add(lease);
        return lease;
    }

    private async Task RenewAsync(int renewals = 1)
    {
        var calls = _members.LeaseCalls;
        _time.Advance(Interval);
        await Wait.UntilAsync(() => _members.LeaseCalls >= calls + renewals, "the renewal");
    }

    private Task TryAgainUntilAsync(Func<bool> condition) => Wait.UntilAsync(
        () =>
        {
            if (!condition() && _time.HasTimer)
                _time.Advance(TimeSpan.FromMilliseconds(100));
            return condition();
        },
        "the lease to be asked for again");
}
