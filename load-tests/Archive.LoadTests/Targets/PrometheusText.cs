using System.Globalization;

namespace Archive.LoadTests.Targets;

/// <summary>Reads metrics in Prometheus' text format (0.0.4, and what OpenMetrics adds to a line).</summary>
internal static class PrometheusText
{
    /// <summary>The value of each series, by its name with labels as written. What is no finite number, or no series, is left out.</summary>
    public static Dictionary<string, double> Read(string text)
    {
        var series = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.Trim();
            if (rest.IsEmpty || rest[0] == '#')
                continue;
            var length = LengthOfName(rest);
            var value = rest[length..].TrimStart();
            var end = value.IndexOfAny(' ', '\t'); // a time may follow
            if (end >= 0)
                value = value[..end];
            if (length > 0 && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                series[rest[..length].ToString()] = number;
        }

        return series;
    }

    /// <summary>The sum over all labels of a metric; null when there is none of this name.</summary>
    public static double? Sum(IReadOnlyDictionary<string, double> series, string name)
    {
        double? sum = series.TryGetValue(name, out var alone) ? alone : null;
        foreach (var (key, value) in series)
        {
            if (key.Length > name.Length && key[name.Length] == '{' && key.StartsWith(name, StringComparison.Ordinal))
                sum = (sum ?? 0) + value;
        }

        return sum;
    }

    /// <summary>To the blank before the value; label values in quotation marks may have anything in them. 0 when there is none.</summary>
    private static int LengthOfName(ReadOnlySpan<char> line)
    {
        var isQuoted = false;
        var isInLabels = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"' when isInLabels:
                    isQuoted = !isQuoted;
                    break;
                case '{' when !isQuoted:
                    isInLabels = true;
                    break;
                case '}' when !isQuoted:
                    return i + 1;
                case ' ' or '\t' when !isInLabels:
                    return i;
            }
        }

        return 0;
    }
}
