using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Node.Tests.Http;

/// <summary>One sample of the Prometheus text format.</summary>
internal sealed record Sample(string Name, string Labels, double Value);

/// <summary>One metric family of the Prometheus text format, checked while it is read.</summary>
internal sealed record Family(string Name, string Type, List<Sample> Samples)
{
    public double Value(string labels = "", string suffix = "") => Samples.Single(sample => sample.Name == Name + suffix && sample.Labels == labels).Value;
}

/// <summary>Reads the Prometheus text format 0.0.4 and fails on whatever is not allowed in it.</summary>
internal static partial class PrometheusText
{
    public static IReadOnlyDictionary<string, Family> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var families = new Dictionary<string, Family>(StringComparer.Ordinal);
        string? described = null;
        Family? family = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                described = help.Groups[1].Value;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                family = new Family(type.Groups[1].Value, type.Groups[2].Value, []);
                Assert.True(described is null || described == family.Name, $"HELP of {described} before TYPE of {family.Name}");
                Assert.True(families.TryAdd(family.Name, family), $"{family.Name} is there twice");
                described = null;
            }
            else
            {
                var sample = SampleLine().Match(line);
                Assert.True(sample.Success, $"no line of the format: {line}");
                Assert.NotNull(family);
                Assert.StartsWith(family.Name, sample.Groups[1].Value, StringComparison.Ordinal);
                family.Samples.Add(new Sample(sample.Groups[1].Value, sample.Groups[2].Value, double.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture)));
            }
        }

        foreach (var one in families.Values)
            Check(one);
        return families;
    }

    private static void Check(Family family)
    {
        Assert.Equal(family.Samples.Count, family.Samples.DistinctBy(sample => (sample.Name, sample.Labels)).Count());
        if (family.Type == "counter")
            Assert.EndsWith("_total", family.Name, StringComparison.Ordinal);
        if (family.Type != "histogram")
        {
            Assert.All(family.Samples, sample => Assert.Equal(family.Name, sample.Name));
            return;
        }

        var buckets = family.Samples.Where(sample => sample.Name == family.Name + "_bucket").ToList();
        foreach (var series in buckets.GroupBy(bucket => Limit().Replace(bucket.Labels, "").TrimEnd(',')))
        {
            Assert.Equal(series.Select(bucket => bucket.Value).Order(), series.Select(bucket => bucket.Value));
            Assert.EndsWith("le=\"+Inf\"", series.Last().Labels, StringComparison.Ordinal);
            Assert.Equal(series.Last().Value, family.Value(series.Key, "_count"));
            Assert.Contains(family.Samples, sample => sample.Name == family.Name + "_sum" && sample.Labels == series.Key);
        }
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .*$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)+)\})? (\S+)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("le=\"[^\"]*\"$")]
    private static partial Regex Limit();
}
