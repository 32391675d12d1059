using Archive.LoadTests.Population;
using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Load;

/// <summary>
/// When the arrivals of an open load come, from the begin of the warm-up to the end of the measured time. The times are those of a Poisson process whose
/// rate changes in steps, found by its cumulated rate; the same seed gives the same times.
/// </summary>
/// <param name="scale">What the rate is multiplied by.</param>
internal sealed class PlannedTimes(OpenArrivals arrivals, long seed, int load, TimeSpan warmUp, TimeSpan duration, double scale)
{
    private const ulong Stream = 0x5EED_0F_A88; // not the draws of the studies

    public IEnumerable<TimeSpan> Generate()
    {
        var draw = new Draw((ulong)seed ^ Stream, (ulong)load);
        var due = Step(ref draw); // in arrivals, from the begin of the current piece
        foreach (var (begin, end, rate) in Pieces())
        {
            var expected = (end - begin).TotalSeconds * rate;
            while (due < expected)
            {
                yield return begin + TimeSpan.FromSeconds(due / rate);
                due += Step(ref draw);
            }

            due -= expected;
        }
    }

    /// <summary>Parts of the time in which the rate is the same, in arrivals per second.</summary>
    public IEnumerable<(TimeSpan Begin, TimeSpan End, double PerSecond)> Pieces()
    {
        var cuts = new SortedSet<TimeSpan> { -warmUp, TimeSpan.Zero, duration };
        for (var i = 1; i < arrivals.Curve.Count; i++)
            cuts.Add(duration * i / arrivals.Curve.Count);
        foreach (var burst in arrivals.Bursts)
        {
            cuts.Add(burst.At);
            cuts.Add(burst.At + burst.For);
        }

        var begin = -warmUp;
        foreach (var end in cuts.Where(cut => cut > -warmUp && cut <= duration))
        {
            yield return (begin, end, RateIn(begin + ((end - begin) / 2)));
            begin = end;
        }
    }

    private double RateIn(TimeSpan time)
    {
        var rate = arrivals.Rate.PerSecond * scale;
        if (arrivals.Curve.Count > 0)
            rate *= arrivals.Curve[time < TimeSpan.Zero ? 0 : Math.Min((int)(time / duration * arrivals.Curve.Count), arrivals.Curve.Count - 1)];
        foreach (var burst in arrivals.Bursts)
        {
            if (time >= burst.At && time < burst.At + burst.For)
                rate *= burst.Times;
        }

        return rate;
    }

    private double Step(ref Draw draw) => arrivals.IsPoisson ? -Math.Log(1 - draw.NextDouble()) : 1;
}
