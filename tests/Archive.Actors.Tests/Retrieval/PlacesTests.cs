using System.Runtime.CompilerServices;
using Archive.Actors.Services.Retrieve;
using Archive.Protocol.Pdu;

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

    [Fact]
    public async Task More_places_are_had_at_once_by_those_who_wait()
    {
        var places = new Places(1);
        using var taken = await places.EnterAsync(0, CancellationToken.None);
        Task<IDisposable>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => places.EnterAsync(0, CancellationToken.None).AsTask())];

        places.Resize(3);

        await Task.WhenAll(waiting[..2]);
        Assert.False(waiting[2].IsCompleted);
        (await waiting[0]).Dispose();
        await waiting[2];
    }

    [Fact]
    public async Task Fewer_places_hold_as_soon_as_what_is_taken_above_them_is_given_back()
    {
        var places = new Places(3);
        IDisposable[] taken = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => places.EnterAsync(0, CancellationToken.None).AsTask()))];

        places.Resize(1);
        var waiting = places.EnterAsync(0, CancellationToken.None).AsTask();
        taken[0].Dispose();
        taken[1].Dispose();

        Assert.False(waiting.IsCompleted);
        taken[2].Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Retrievals_to_one_title_share_its_places_whatever_becomes_of_its_other_options()
    {
        var all = new RetrievalPlaces(new RetrievalSettings());
        var destination = new Destination(new AeTitle("CT1"), "192.0.2.1", 104) { MaxAssociations = 2 };
        var first = all.OfDestination(destination);
        using var taken = await first.EnterAsync(0, CancellationToken.None);

        var second = all.OfDestination(destination with { Port = 105, MaxAssociations = 1 });

        Assert.Same(first, second);
        Assert.False(second.EnterAsync(0, CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public void Titles_to_which_nothing_is_sent_any_more_are_forgotten()
    {
        var all = new RetrievalPlaces(new RetrievalSettings());
        var used = all.OfDestination(Destination(0));
        Use(all, 100);

        GC.Collect();
        all.OfDestination(Destination(101));

        Assert.Equal(2, all.Destinations);
        Assert.Same(used, all.OfDestination(Destination(0)));

        [MethodImpl(MethodImplOptions.NoInlining)] // so that none is left on the stack
        static void Use(RetrievalPlaces all, int destinations)
        {
            for (var i = 1; i <= destinations; i++)
                all.OfDestination(Destination(i));
        }

        static Destination Destination(int number) => new(new AeTitle($"CT{number}"), "192.0.2.1", 104);
    }
}
