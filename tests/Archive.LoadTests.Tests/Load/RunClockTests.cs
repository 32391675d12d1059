using Archive.LoadTests.Load;

namespace Archive.LoadTests.Tests.Load;

[Collection(TimingCollection.Name)]
public sealed class RunClockTests
{
    [Fact]
    public async Task Nobody_is_woken_before_the_time_and_most_are_woken_at_it()
    {
        var clock = new RunClock(TimeSpan.FromSeconds(1));
        var late = new List<TimeSpan>();
        for (var i = 0; i < 100; i++)
        {
            var time = clock.Now + TimeSpan.FromMilliseconds(1 + (i % 7));
            await clock.WaitUntilAsync(time, CancellationToken.None);
            late.Add(clock.Now - time);
        }

        Assert.All(late, by => Assert.True(by >= TimeSpan.Zero, $"{by} too early"));
        Assert.InRange(late.Order().ElementAt(50).TotalMilliseconds, 0, 5); // a tenth of a millisecond on a machine that is not busy
    }

    [Fact]
    public async Task Many_who_wait_are_woken_in_the_order_of_their_times()
    {
        var clock = new RunClock(TimeSpan.Zero);
        int[] milliseconds = [90, 10, 50, 70, 30];
        var woken = new List<int>();

        await Task.WhenAll(milliseconds.Select(async time =>
        {
            await clock.WaitUntilAsync(TimeSpan.FromMilliseconds(time), CancellationToken.None);
            lock (woken)
                woken.Add(time);
        }));

        Assert.Equal(milliseconds.Order(), woken);
    }

    [Fact]
    public async Task Who_is_canceled_waits_no_more()
    {
        using var canceled = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new RunClock(TimeSpan.Zero).WaitUntilAsync(TimeSpan.FromHours(1), canceled.Token));
    }
}
