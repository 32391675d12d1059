using Archive.Actors.Services.Retrieve;

namespace Archive.Actors.Tests.Retrieval;

public sealed class PlacesTests
{
    [Fact]
    public async Task Who_waits_is_served_by_rank_and_then_in_order_of_coming()
    {
        var places = new Places(1);
        var taken = await places.EnterAsync(0, CancellationToken.None);
        var order = new List<string>();
        Task[] waiting = [WaitAsync("low", 2), WaitAsync("first", 1), WaitAsync("second", 1), WaitAsync("high", 0)];

        taken.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["high", "first", "second", "low"], order);

        async Task WaitAsync(string name, int rank)
        {
            using var place = await places.EnterAsync(rank, CancellationToken.None);
            order.Add(name);
        }
    }

    [Fact]
    public async Task Who_went_away_is_passed_over()
    {
        var places = new Places(1);
        var taken = await places.EnterAsync(0, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var first = places.EnterAsync(0, impatient.Token).AsTask();
        var second = places.EnterAsync(1, CancellationToken.None).AsTask();

        await impatient.CancelAsync();
        taken.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await second).Dispose();
        (await places.EnterAsync(0, CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task It_is_known_whether_a_lower_rank_waits()
    {
        var places = new Places(1);
        using var taken = await places.EnterAsync(3, CancellationToken.None);
        using var impatient = new CancellationTokenSource();

        var sameRank = places.EnterAsync(3, CancellationToken.None).AsTask();
        Assert.False(places.IsWantedBefore(3));
        var lowerRank = places.EnterAsync(1, impatient.Token).AsTask();
        Assert.True(places.IsWantedBefore(3));
        await impatient.CancelAsync();
        Assert.False(places.IsWantedBefore(3));

        Assert.False(sameRank.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lowerRank);
    }
}
