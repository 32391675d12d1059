using System.Globalization;

namespace Archive.LoadTests.Reports.Page;

/// <summary>One direction of a chart: where a value lies between 0 and 1, and what is written beside it.</summary>
internal sealed class Axis
{
    private readonly Func<double, double> _scale;
    private readonly double _least;
    private readonly double _most;

    private Axis(double least, double most, Func<double, double> scale, IReadOnlyList<(double Value, string Label)> ticks)
    {
        (_scale, _least, _most) = (scale, scale(least), scale(most));
        Ticks = ticks;
    }

    public IReadOnlyList<(double Value, string Label)> Ticks { get; }

    /// <summary>From 0 or the least, to a round number at or above the most.</summary>
    public static Axis Linear(double least, double most, bool isRounded = true)
    {
        if (!(most > least))
            most = least + 1;
        var raw = (most - least) / 5;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = magnitude * ((raw / magnitude) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var end = isRounded ? Math.Ceiling((most / step) - 1e-9) * step : most;
        var first = Math.Ceiling(least / step);
        var ticks = Enumerable.Range(0, (int)Math.Floor((end / step) - first + 1e-9) + 1).Select(i => (first + i) * step);
        return new Axis(least, end, value => value, [.. ticks.Select(tick => (tick, Numbers.Tick(tick)))]);
    }

    /// <summary>Whole decades, or 1, 2 and 5 of each when they are few.</summary>
    public static Axis Logarithmic(double least, double most)
    {
        var from = (int)Math.Floor(Math.Log10(Math.Max(least, 1e-3)));
        var to = Math.Max(from + 1, (int)Math.Ceiling(Math.Log10(Math.Max(most, 1e-3)) - 1e-9));
        double[] steps = to - from <= 2 ? [1, 2, 5] : [1];
        var end = Math.Pow(10, to);
        var ticks = Enumerable.Range(from, to - from + 1)
            .SelectMany(decade => steps.Select(step => step * Math.Pow(10, decade)))
            .Where(tick => tick <= end * 1.0001);
        var bottom = Math.Pow(10, from);
        return new Axis(bottom, end, value => Math.Log10(Math.Max(value, bottom)), [.. ticks.Select(tick => (tick, Numbers.Tick(tick)))]);
    }

    /// <summary>The same width for each tenth of what is left of 100 %: 90, 99, 99.9, …</summary>
    /// <param name="nines">How many of them.</param>
    public static Axis Percentiles(int nines)
    {
        double[] ticks = [0, 50, .. Enumerable.Range(1, nines).Select(nine => 100 - Math.Pow(10, 2 - nine))];
        return new Axis(
            0,
            100 - Math.Pow(10, 2 - nines),
            percentile => -Math.Log10(Math.Max(1 - (percentile / 100), Math.Pow(10, -nines))),
            [.. ticks.Select(tick => (tick, tick.ToString("0.########", CultureInfo.InvariantCulture) + " %"))]);
    }

    public double PositionOf(double value) => Math.Clamp((_scale(value) - _least) / (_most - _least), 0, 1);
}
