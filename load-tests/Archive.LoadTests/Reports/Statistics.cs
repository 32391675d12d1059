namespace Archive.LoadTests.Reports;

internal static class Statistics
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    /// <summary>The value that the given part in 100 does not exceed; NaN of nothing.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min((int)(sorted.Length * percent / 100), sorted.Length - 1)];
    }
}
