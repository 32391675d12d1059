using System.Diagnostics;
using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Targets;

/// <summary>
/// Reads the target's metrics, and what the kernel says of its process, each second. What cannot be read is a problem that is told once, and is tried again:
/// the run goes on without it. One at a time calls it.
/// </summary>
/// <param name="metrics">Null when it has none.</param>
/// <param name="process">Null when it runs elsewhere.</param>
internal sealed class TargetSampler(Uri? metrics, int? process) : IAsyncDisposable
{
    private const int MaxMetrics = 2000;

    private static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>(StringComparer.Ordinal);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 16 << 20 };
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<TargetSecond> _seconds = [];
    private readonly Dictionary<string, double> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private TargetReading? _before;
    private ManagedCounters? _managed;

    /// <summary>Samples until it is cancelled.</summary>
    /// <param name="now">The time of the run.</param>
    public async Task RunAsync(Func<TimeSpan> now, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            if (process is { } id)
                _managed = await ManagedCounters.TryStartAsync(id, cancellationToken).ConfigureAwait(false);
            do
                await SampleAsync((int)Math.Floor(now().TotalSeconds), cancellationToken).ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Reads once; there is a second of it from the second time on.</summary>
    public async Task SampleAsync(int second, CancellationToken cancellationToken)
    {
        var values = await ReadMetricsAsync(cancellationToken).ConfigureAwait(false);
        var reading = new TargetReading(_clock.Elapsed, values, ReadProcess())
        {
            HeapBytes = _managed?.HeapBytes,
            PauseSeconds = _managed?.PauseSeconds,
        };
        foreach (var (name, value) in values)
        {
            if (_first.Count < MaxMetrics && !IsBucket(name))
                _first.TryAdd(name, value);
            if (_first.ContainsKey(name))
                _last[name] = value;
        }

        if (_before is { } before)
            _seconds.Add(reading.Since(before, second));
        _before = reading;
    }

    public TargetReport Report() => new()
    {
        Seconds = [.. _seconds],
        Metrics =
        [
            .. _first.OrderBy(metric => metric.Key, StringComparer.Ordinal)
                .Select(metric => new TargetMetric { Name = metric.Key, First = metric.Value, Last = _last[metric.Key] }),
        ],
        Problems = [.. _problems.Values],
    };

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_managed is not null)
            await _managed.DisposeAsync().ConfigureAwait(false);
    }

    private static bool IsBucket(string name) => name.Contains("_bucket{", StringComparison.Ordinal);

    private async Task<IReadOnlyDictionary<string, double>> ReadMetricsAsync(CancellationToken cancellationToken)
    {
        if (metrics is null)
            return None;
        try
        {
            return PrometheusText.Read(await _http.GetStringAsync(metrics, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception problem)
            when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _problems.TryAdd("metrics", $"The metrics at {metrics} could not be read at some time: {problem.Message}");
            return None;
        }
    }

    private ProcessReading? ReadProcess()
    {
        if (process is not { } id)
            return null;
        try
        {
            var reading = ProcessReading.Of(id);
            if (reading.DiskWriteBytes is null)
                _problems.TryAdd("io", $"What process {id} writes can be read by its own user and root alone.");
            return reading;
        }
        catch (IOException)
        {
            _problems.TryAdd("process", $"Process {id} could not be read at some time: there is none, or this is no Linux.");
            return null;
        }
    }
}
