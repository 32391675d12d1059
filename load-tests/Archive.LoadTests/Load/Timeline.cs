using Archive.LoadTests.Reports;
using HdrHistogram;

namespace Archive.LoadTests.Load;

/// <summary>
/// What was completed in each second. Only the second that runs has histograms; when an event of a later one comes, it is closed. Guarded by the recorder.
/// </summary>
internal sealed class Timeline
{
    private readonly LongHistogram _latency = Histograms.NewOfSecond();
    private readonly LongHistogram _service = Histograms.NewOfSecond();
    private readonly List<TimelineSecond> _closed = [];
    private readonly Dictionary<int, long> _planned = [];
    private int _second;
    private long _completed;
    private long _failed;
    private long _bytes;

    /// <summary>Counted where it was planned, which may be behind the second that runs.</summary>
    public void Plan(TimeSpan planned)
    {
        var second = (int)planned.TotalSeconds;
        _planned[second] = _planned.GetValueOrDefault(second) + 1;
    }

    public void Complete(TimeSpan now, TimeSpan? latency, TimeSpan? service, bool isSuccess, long bytes, int inFlight)
    {
        CloseUntil((int)now.TotalSeconds, inFlight);
        if (isSuccess)
            _completed++;
        else
            _failed++;
        _bytes += bytes;
        if (latency is { } fromPlan)
            Histograms.Record(_latency, fromPlan);
        if (service is { } fromStart)
            Histograms.Record(_service, fromStart);
    }

    /// <summary>Closes the seconds before this one.</summary>
    public void CloseUntil(int second, int inFlight)
    {
        for (; _second < second; _second++)
        {
            var (median, high, service) = (Histograms.Milliseconds(_latency, 50), Histograms.Milliseconds(_latency, 99), Histograms.Milliseconds(_service, 99));
            _closed.Add(new TimelineSecond
            {
                Second = _second,
                Planned = 0, // may still grow
                Completed = _completed,
                Failed = _failed,
                Bytes = _bytes,
                InFlight = inFlight,
                LatencyP50Ms = median,
                LatencyP99Ms = high,
                ServiceP99Ms = service,
            });
            (_completed, _failed, _bytes) = (0, 0, 0);
            _latency.Reset();
            _service.Reset();
        }
    }

    public IReadOnlyList<TimelineSecond> Seconds => [.. _closed.Select(second => second with { Planned = _planned.GetValueOrDefault(second.Second) })];
}
