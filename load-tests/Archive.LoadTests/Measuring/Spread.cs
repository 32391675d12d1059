using System.Globalization;

namespace Archive.LoadTests.Measuring;

/// <summary>What several runs gave: the one in the middle, and between which they lie.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return all.Length == 0 ? new Spread(double.NaN, double.NaN, double.NaN) : new Spread(all.Median(), all.Min(), all.Max());
    }

    /// <summary>For a cell: <c>0.40 (0.38–0.45)</c>, or the number alone when it is the only one.</summary>
    public string Format(string format) => Least == Most
        ? Table.Number(Median, format)
        : string.Create(CultureInfo.InvariantCulture, $"{Table.Number(Median, format)} ({Table.Number(Least, format)}–{Table.Number(Most, format)})");
}
