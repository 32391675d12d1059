using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Archive.Node.Http;

/// <summary>
/// Collects what the archive's meters measure and writes it as Prometheus text (exposition format 0.0.4). Measurements
/// come from any thread and only touch the counters of their own series; reading asks the observable instruments.
/// </summary>
public sealed class PrometheusMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);

    public PrometheusMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Archive.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(Metric.NameOf(instrument), _ => new Metric(instrument)));
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>The content type that goes with <see cref="Render"/>.</summary>
    public static string ContentType => "text/plain; version=0.0.4; charset=utf-8";

    public string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder(8192);
        foreach (var (_, metric) in _metrics.OrderBy(m => m.Key, StringComparer.Ordinal))
            metric.Render(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>One metric family: its series by label text.</summary>
    private sealed class Metric(Instrument instrument)
    {
        private readonly string _name = NameOf(instrument);
        private readonly Kind _kind = KindOf(instrument);
        private readonly double[] _bounds = BoundsOf(instrument);
        private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, Series> _ofValue = new(StringComparer.Ordinal); // of metrics with one label
        private Series? _unlabelled;

        private enum Kind
        {
            Counter,
            Gauge,
            Histogram,
        }

        public static string NameOf(Instrument instrument)
        {
            var name = instrument.Name.Replace('.', '_');
            var suffix = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            if (!name.EndsWith(suffix, StringComparison.Ordinal))
                name += suffix;
            return KindOf(instrument) == Kind.Counter ? name + "_total" : name;
        }

        public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var series = tags switch
            {
                [] => _unlabelled ??= SeriesFor(""),
                [{ Value: string only }] => _ofValue.TryGetValue(only, out var known) ? known : _ofValue.GetOrAdd(only, SeriesFor(Labels(tags))),
                _ => SeriesFor(Labels(tags)),
            };
            if (instrument.IsObservable)
                series.Set(value);
            else
                series.Add(value, _bounds);
        }

        public void Render(StringBuilder text)
        {
            var type = _kind switch { Kind.Counter => "counter", Kind.Histogram => "histogram", _ => "gauge" };
            if (instrument.Description is { } help)
                text.Append("# HELP ").Append(_name).Append(' ').Append(help).Append('\n');
            text.Append("# TYPE ").Append(_name).Append(' ').Append(type).Append('\n');
            foreach (var (labels, series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                if (_kind == Kind.Histogram)
                    series.RenderHistogram(text, _name, labels, _bounds);
                else
                    Line(text, _name, labels, series.Sum);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = new StringBuilder();
            foreach (var (name, value) in tags)
            {
                if (text.Length > 0)
                    text.Append(',');
                text.Append(name.Replace('.', '_')).Append("=\"");
                foreach (var c in Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
                    _ = c switch { '\\' => text.Append("\\\\"), '"' => text.Append("\\\""), '\n' => text.Append("\\n"), _ => text.Append(c) };
                text.Append('"');
            }

            return text.ToString();
        }

        private static Kind KindOf(Instrument instrument)
        {
            var type = instrument.GetType();
            var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (definition == typeof(Histogram<>))
                return Kind.Histogram;
            return definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>) ? Kind.Counter : Kind.Gauge;
        }

        private static double[] BoundsOf(Instrument instrument)
        {
            IReadOnlyList<double>? advised = instrument switch
            {
                Histogram<double> h => h.Advice?.HistogramBucketBoundaries,
                Histogram<long> h => h.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
                Histogram<int> h => h.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
                _ => null,
            };
            if (advised is { Count: > 0 })
                return [.. advised];
            return instrument.Unit == "s"
                ? [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
                : [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
        }

        private Series SeriesFor(string labels) => _series.GetOrAdd(labels, static (_, bounds) => new Series(bounds), _bounds.Length);

        private sealed class Series(int bounds)
        {
            private readonly Lock _lock = new();
            private readonly long[] _buckets = new long[bounds + 1];
            private double _sum;

            public double Sum
            {
                get
                {
                    lock (_lock)
                        return _sum;
                }
            }

            public void Set(double value)
            {
                lock (_lock)
                    _sum = value;
            }

            public void Add(double value, double[] limits)
            {
                var bucket = 0;
                while (bucket < limits.Length && value > limits[bucket])
                    bucket++;
                lock (_lock)
                {
                    _sum += value;
                    _buckets[bucket]++;
                }
            }

            public void RenderHistogram(StringBuilder text, string name, string labels, double[] limits)
            {
                lock (_lock)
                {
                    var prefix = labels.Length > 0 ? labels + "," : "";
                    var count = 0L;
                    for (var i = 0; i <= limits.Length; i++)
                    {
                        count += _buckets[i];
                        var limit = i < limits.Length ? limits[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                        Line(text, name + "_bucket", $"{prefix}le=\"{limit}\"", count);
                    }

                    Line(text, name + "_sum", labels, _sum);
                    Line(text, name + "_count", labels, count);
                }
            }
        }
    }
}
