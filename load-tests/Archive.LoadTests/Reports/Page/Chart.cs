using System.Globalization;
using System.Text;

namespace Archive.LoadTests.Reports.Page;

/// <summary>A chart of lines as inline SVG, in the colours of the page.</summary>
internal static class Chart
{
    private const double Width = 600;
    private const double Height = 230;
    private const double Left = 58;
    private const double Right = 26;
    private const double Top = 10;
    private const double Bottom = 38;

    /// <param name="shadedFrom">From here on the background is shaded: the drain after the measured time.</param>
    public static void Write(HtmlWriter html, string title, string xTitle, Axis x, Axis y, IReadOnlyList<ChartLine> lines, double? shadedFrom = null)
    {
        html.Write($"<figure><figcaption><b>{title}</b><span class='legend'>");
        foreach (var line in lines.Count > 1 ? lines : []) // one alone is what the title says
        {
            html.Write($"<span><svg class='key' viewBox='0 0 26 8' aria-hidden='true'><path class='line s{line.Style}' d='M0 4H26'/>");
            html.Write($"</svg>{line.Name}</span>");
        }

        html.Write($"</span></figcaption><svg class='chart' viewBox='0 0 {Width} {Height}' role='img' aria-label='{title}'>");
        if (shadedFrom is { } from)
            html.Write($"<rect class='drain' x='{X(from):0.#}' y='{Top}' width='{Width - Right - X(from):0.#}' height='{Height - Top - Bottom}'/>");
        foreach (var (value, label) in y.Ticks)
        {
            html.Write($"<path class='grid' d='M{Left} {Y(value):0.#}H{Width - Right}'/>");
            html.Write($"<text class='tick' text-anchor='end' x='{Left - 6}' y='{Y(value) + 4:0.#}'>{label}</text>");
        }

        foreach (var (value, label) in x.Ticks)
        {
            html.Write($"<path class='grid' d='M{X(value):0.#} {Top}V{Height - Bottom}'/>");
            html.Write($"<text class='tick' text-anchor='middle' x='{X(value):0.#}' y='{Height - Bottom + 15}'>{label}</text>");
        }

        html.Write($"<text class='tick' text-anchor='middle' x='{(Left + Width - Right) / 2}' y='{Height - 5}'>{xTitle}</text>");
        foreach (var line in lines)
            html.Write($"<path class='line s{line.Style}' d='{PathOf(line.Points)}'><title>{line.Name}</title></path>");
        html.Write($"</svg></figure>");

        double X(double value) => Left + (x.PositionOf(value) * (Width - Left - Right));

        double Y(double value) => Height - Bottom - (y.PositionOf(value) * (Height - Top - Bottom));

        string PathOf(IReadOnlyList<(double X, double Y)> points)
        {
            var path = new StringBuilder();
            var isBroken = true;
            foreach (var point in points)
            {
                if (!double.IsNaN(point.Y))
                    path.Append(CultureInfo.InvariantCulture, $"{(isBroken ? 'M' : 'L')}{X(point.X):0.#} {Y(point.Y):0.#}");
                isBroken = double.IsNaN(point.Y);
            }

            return path.ToString();
        }
    }
}
