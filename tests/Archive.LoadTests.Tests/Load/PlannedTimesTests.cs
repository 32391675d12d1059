using Archive.LoadTests.Load;
using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Tests.Load;

public sealed class PlannedTimesTests
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1000);

    [Fact]
    public void Times_of_a_poisson_process_have_its_mean_and_its_spread()
    {
        var times = Generate(new OpenArrivals { Rate = new Rate(100) }).Where(time => time >= TimeSpan.Zero).ToList();
        var gaps = times.Zip(times.Skip(1), (first, second) => (second - first).TotalSeconds).ToList();

        // 100,000 arrivals: a standard deviation is 316 of them; gaps are exponential, whose mean is their standard deviation.
        Assert.InRange(times.Count, 100_000 - 1300, 100_000 + 1300);
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));
        Assert.InRange(deviation / mean, 0.98, 1.02);
        Assert.InRange((double)gaps.Count(gap => gap > 3 * mean) / gaps.Count, Math.Exp(-3) * 0.95, Math.Exp(-3) * 1.05);
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Times_that_are_not_poisson_have_one_distance()
    {
        var times = Generate(new OpenArrivals { Rate = new Rate(10), IsPoisson = false }).ToList();

        Assert.Equal(10_099, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(0.1, (pair.Second - pair.First).TotalSeconds, 5));
    }

    [Fact]
    public void The_curve_and_bursts_multiply_the_rate_where_they_are()
    {
        var times = Generate(new OpenArrivals
        {
            Rate = new Rate(100),
            Curve = [1, 0, 2, 1],
            Bursts = [new Burst(TimeSpan.FromSeconds(800), TimeSpan.FromSeconds(50), 10)],
        }).ToList();

        Assert.InRange(Between(0, 250), 24_000, 26_000);
        Assert.Equal(0, Between(250, 500));
        Assert.InRange(Between(500, 750), 48_500, 51_500);
        Assert.InRange(Between(800, 850), 48_500, 51_500);
        Assert.InRange(Between(850, 900), 4700, 5300);

        int Between(int begin, int end) => times.Count(time => time.TotalSeconds >= begin && time.TotalSeconds < end);
    }

    [Fact]
    public void The_same_seed_plans_the_same_times_and_another_one_others()
    {
        var arrivals = new OpenArrivals { Rate = new Rate(10) };

        Assert.Equal(Generate(arrivals), Generate(arrivals));
        Assert.NotEqual(Generate(arrivals), Generate(arrivals, seed: 2));
        Assert.NotEqual(Generate(arrivals), Generate(arrivals, load: 1));
    }

    [Fact]
    public void The_warm_up_has_arrivals_before_the_measured_time()
    {
        var times = Generate(new OpenArrivals { Rate = new Rate(100) }).ToList();

        Assert.InRange(times.Count(time => time < TimeSpan.Zero), 850, 1150);
        Assert.All(times, time => Assert.InRange(time, -WarmUp, Duration));
    }

    private static IEnumerable<TimeSpan> Generate(OpenArrivals arrivals, long seed = 1, int load = 0) =>
        new PlannedTimes(arrivals, seed, load, WarmUp, Duration, scale: 1).Generate();
}
