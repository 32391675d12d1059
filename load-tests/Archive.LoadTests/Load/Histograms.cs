using HdrHistogram;

namespace Archive.LoadTests.Load;

/// <summary>Histograms of times, in microseconds, up to an hour.</summary>
internal static class Histograms
{
    private const long MostMicroseconds = 3_600_000_000;
    private const int Digits = 3;
    private const int DigitsOfSeconds = 2; // one is kept for each of the last seconds

    public static LongHistogram New() => new(1, MostMicroseconds, Digits);

    public static LongHistogram NewOfSecond() => new(1, MostMicroseconds, DigitsOfSeconds);

    public static void Record(LongHistogram histogram, TimeSpan time) =>
        histogram.RecordValue(Math.Clamp((long)time.TotalMicroseconds, 1, MostMicroseconds));

    /// <summary>0 when it is empty.</summary>
    public static double Milliseconds(LongHistogram histogram, double percentile) =>
        histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / 1000.0;
}
