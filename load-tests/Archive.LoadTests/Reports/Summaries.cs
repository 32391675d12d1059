using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace Archive.LoadTests.Reports;

/// <summary>Distributions as the report has them.</summary>
internal static class Summaries
{
    private const double MicrosecondsPerMs = 1000;
    private const int TicksPerHalfDistance = 5;

    public static LatencySummary Of(HistogramBase histogram)
    {
        var isEmpty = histogram.TotalCount == 0;
        return new LatencySummary
        {
            Count = histogram.TotalCount,
            MeanMs = isEmpty ? 0 : histogram.GetMean() / MicrosecondsPerMs,
            P50Ms = At(50),
            P90Ms = At(90),
            P99Ms = At(99),
            P999Ms = At(99.9),
            MaxMs = isEmpty ? 0 : histogram.GetMaxValue() / MicrosecondsPerMs,
            Spectrum = isEmpty ? [] : [.. histogram.Percentiles(TicksPerHalfDistance).Select(
                point => new SpectrumPoint { Percentile = point.PercentileLevelIteratedTo, Ms = point.ValueIteratedTo / MicrosecondsPerMs })],
            Histogram = Encode(histogram),
        };

        double At(double percentile) => isEmpty ? 0 : histogram.GetValueAtPercentile(percentile) / MicrosecondsPerMs;
    }

    /// <summary>Of several, as if they had been one.</summary>
    public static LatencySummary Merge(IEnumerable<LatencySummary> summaries) => Of(MergeAll(summaries) ?? new LongHistogram(1, 2, 0));

    /// <summary>Of several, as if they had been one; null when nothing was timed.</summary>
    public static double? Percentile(IEnumerable<LatencySummary> summaries, double percentile) =>
        MergeAll(summaries)?.GetValueAtPercentile(percentile) / MicrosecondsPerMs;

    private static HistogramBase? MergeAll(IEnumerable<LatencySummary> summaries)
    {
        HistogramBase? all = null;
        foreach (var histogram in summaries.Where(summary => summary.Count > 0).Select(summary => Decode(summary.Histogram)))
        {
            if (all is null)
                all = histogram;
            else
                all.Add(histogram);
        }

        return all;
    }

    private static HistogramBase Decode(string text) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(text)), 0);

    private static string Encode(HistogramBase histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = buffer.Get();
        return Convert.ToBase64String(bytes);
    }
}
