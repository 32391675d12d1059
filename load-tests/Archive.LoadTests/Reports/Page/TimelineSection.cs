namespace Archive.LoadTests.Reports.Page;

/// <summary>What happened when.</summary>
internal static class TimelineSection
{
    private const int MostPoints = 300;

    public static void Write(HtmlWriter html, RunReport report)
    {
        var seconds = report.Timeline;
        var width = (seconds.Count + MostPoints - 1) / MostPoints;
        var end = report.Run.MeasuredSeconds;
        var last = seconds[^1].Second + 1;
        var x = Axis.Linear(0, last, isRounded: false);
        double? drain = last > end + 1 ? end : null;
        var shaded = drain is null ? "" : "; the drain after it, in which what was planned may end, is shaded";
        var condensed = width > 1 ? $". A point is {width} s: the mean of rates, the most of the rest" : "";
        html.Write($"<h2>Over time</h2><p class='dim'>From the begin of the measured time{shaded}{condensed}.</p><div class='charts'>");

        Draw("Operations, per s", false,
            Line("planned", 2, second => second.Planned),
            Line("completed", 1, second => second.Completed),
            Line("failed", 3, second => second.Failed));
        Draw("In flight", false, Highest("in flight", 1, second => second.InFlight));
        Draw("Latency, ms", true,
            Highest("p99 from the planned start", 1, second => Time(second.LatencyP99Ms)),
            Highest("p99 service", 2, second => Time(second.ServiceP99Ms)),
            Highest("p50 from the planned start", 3, second => Time(second.LatencyP50Ms)));
        Draw("MB per s", false, Line("both directions", 1, second => second.Bytes / 1e6));
        html.Write($"</div>");

        ChartLine Line(string name, int style, Func<TimelineSecond, double> value) => new(name, style, Points(value, Enumerable.Average));

        ChartLine Highest(string name, int style, Func<TimelineSecond, double> value) => new(name, style, Points(value, Most));

        (double X, double Y)[] Points(Func<TimelineSecond, double> value, Func<IEnumerable<double>, double> together) =>
            [.. seconds.Chunk(width).Select(chunk => (chunk[0].Second + (chunk.Length / 2.0), together(chunk.Select(value))))];

        void Draw(string title, bool isLogarithmic, params ChartLine[] lines)
        {
            var values = lines.SelectMany(line => line.Points).Select(point => point.Y).Where(y => !double.IsNaN(y)).DefaultIfEmpty(1).ToArray();
            var axis = isLogarithmic ? Axis.Logarithmic(values.Min(), values.Max()) : Axis.Linear(0, values.Max());
            Chart.Write(html, title, "s", x, axis, lines, drain);
        }
    }

    /// <summary>A second in which nothing ended has no latency.</summary>
    private static double Time(double ms) => ms > 0 ? ms : double.NaN;

    private static double Most(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Max();
}
