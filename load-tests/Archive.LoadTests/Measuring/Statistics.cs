namespace Archive.LoadTests.Measuring;

internal static class Statistics
{
    /// <summary>The one in the middle, or what lies between the two there; NaN of nothing.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value that the given part in 100 does not exceed; NaN of nothing.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min((int)(sorted.Length * percent / 100), sorted.Length - 1)];
    }
}
