using Archive.Actors.Studies;

namespace Archive.Actors.Tests.Studies;

public sealed class LiveStudiesTests
{
    private readonly LiveStudies _studies = new(new StudySettings { MaxLiveInstances = 400 });

    [Fact]
    public async Task Loads_at_once_share_a_quarter_of_the_limit_and_take_their_turns()
    {
        var first = await _studies.LoadAsync(50, CancellationToken.None);
        var second = _studies.LoadAsync(50, CancellationToken.None).AsTask();
        var small = _studies.LoadAsync(1, CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted || small.IsCompleted); // who is small does not overtake
        Assert.Equal(60, _studies.Weight);

        first.Dispose();

        (await second).Dispose();
        (await small).Dispose();
        Assert.Equal(0, _studies.Weight);
    }

    [Fact]
    public async Task A_study_beyond_the_share_is_loaded_alone()
    {
        using (await _studies.LoadAsync(100_000, CancellationToken.None))
            Assert.Equal(100_000 + LiveStudies.WeightOfActor, _studies.Weight);
        Assert.Equal(0, _studies.Weight);
    }

    [Fact]
    public async Task A_load_that_is_given_up_costs_those_behind_it_nothing()
    {
        using var given = new CancellationTokenSource();
        var first = await _studies.LoadAsync(80, CancellationToken.None);
        var second = _studies.LoadAsync(80, given.Token).AsTask();
        var third = _studies.LoadAsync(80, CancellationToken.None).AsTask();

        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        (await third).Dispose();
        Assert.Equal(0, _studies.Weight);
    }
}
