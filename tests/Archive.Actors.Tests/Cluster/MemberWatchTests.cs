using Archive.Actors.Cluster;
using Archive.Storage.Members;
using Archive.Testing;

namespace Archive.Actors.Tests.Cluster;

public sealed class MemberWatchTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly ManualTimeProvider _time = new();
    private readonly MemberWatch _watch;

    public MemberWatchTests() => _watch = new MemberWatch(_time, new ClusterSettings { BeatInterval = Beat, Patience = TimeSpan.FromSeconds(10), PatienceWithCutOff = TimeSpan.FromSeconds(4) });

    [Fact]
    public void Who_shows_no_life_for_ten_seconds_is_silent_and_not_before()
    {
        Assert.Equal([0, 0, 0, 0, 0, 1, 1], Enumerable.Range(0, 7).Select(round => Look((1, 5), (2, round)).Count));
        Assert.Equal([1], Look((1, 5), (2, 8)));
        Assert.Empty(Look((1, 6), (2, 9)));
    }

    [Fact]
    public void A_row_that_comes_later_is_watched_from_then_on_and_one_that_goes_is_forgotten()
    {
        LookFor(3, (1, 1));
        Assert.Empty(LookFor(5, (1, 2), (2, 0)));
        LookFor(1, (1, 3));
        Assert.Empty(LookFor(4, (1, 4), (2, 0)));
    }

    [Fact]
    public void When_the_database_did_not_answer_nobody_could_show_that_he_lives()
    {
        LookFor(4, (1, 1));
        _watch.Forget();

        Assert.Empty(LookFor(5, (1, 1)));
        Assert.Equal([1], Look((1, 1)));
    }

    [Fact]
    public void An_observer_that_stood_still_has_seen_nothing_meanwhile()
    {
        LookFor(4, (1, 1));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(LookFor(5, (1, 1)));
        Assert.Equal([1], Look((1, 1)));
    }

    [Fact]
    public void Who_says_that_the_database_does_not_answer_him_is_waited_for_for_four_seconds()
    {
        var silent = Enumerable.Range(0, 3).Select(_ =>
        {
            _watch.NoteCutOff(1);
            return Look((1, 5), (2, 5));
        }).ToList();

        Assert.Equal([[], [], [1]], silent);
        Assert.True(_watch.IsCutOff(1));
    }

    [Fact]
    public void Who_does_not_say_it_any_more_or_shows_life_is_waited_for_like_any_other()
    {
        _watch.NoteCutOff(1);
        _watch.NoteCutOff(2);
        Assert.Empty(LookFor(4, (1, 5), (2, 5)));
        _watch.NoteCutOff(2);
        Assert.Empty(Look((1, 5), (2, 6)));
        Assert.Equal([1], Look((1, 5), (2, 6)));
    }

    [Fact]
    public void What_was_said_before_the_database_failed_the_observer_as_well_counts_no_more()
    {
        LookFor(3, (1, 5));
        _watch.NoteCutOff(1);
        _watch.Forget();

        Assert.Empty(LookFor(3, (1, 5)));
        Assert.False(_watch.IsCutOff(1));
    }

    private IReadOnlyList<long> LookFor(int rounds, params (long Id, long Beat)[] members) =>
        Enumerable.Range(0, rounds).Select(_ => Look(members)).ToList()[^1];

    private IReadOnlyList<long> Look(params (long Id, long Beat)[] members)
    {
        var silent = _watch.Observe([.. members.Select(member => new ClusterMember(member.Id, $"host:{member.Id}", true, "1.2.3", _time.GetUtcNow(), member.Beat))]);
        _time.Advance(Beat);
        return silent;
    }
}
