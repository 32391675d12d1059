using Archive.LoadTests.Measuring;

namespace Archive.LoadTests.Reports;

/// <summary>
/// Compares runs: those of one name are repetitions of the same. Of each number the median and between which the runs lie; a difference is one when no run of
/// the one group lies among those of the other.
/// </summary>
internal sealed class CompareReports
{
    private static readonly (string Name, Func<RunReport, OperationReport, double?> Of)[] Measures =
    [
        ("per s", (report, operation) => report.Run.MeasuredSeconds > 0 ? operation.SucceededInTime / report.Run.MeasuredSeconds : null),
        ("failed %", (_, operation) => operation.Planned > 0 ? 100.0 * operation.Failed / operation.Planned : null),
        ("p50 ms", (_, operation) => Timed(operation, operation.Latency.P50Ms)),
        ("p99 ms", (_, operation) => Timed(operation, operation.Latency.P99Ms)),
        ("service p50 ms", (_, operation) => Timed(operation, operation.Service.P50Ms)),
        ("service p99 ms", (_, operation) => Timed(operation, operation.Service.P99Ms)),
    ];

    private readonly IReadOnlyList<RunReport>[] _groups;

    public CompareReports(IEnumerable<RunReport> reports)
    {
        _groups = [.. reports.GroupBy(report => report.Run.Name, StringComparer.Ordinal).Select(group => group.ToArray())];
        Names = [.. _groups.Select(group => group[0].Run.Name)];
        Runs = [.. _groups.Select(group => group.Count)];
        var operations = _groups.SelectMany(group => group)
            .SelectMany(report => report.Operations)
            .Select(operation => (operation.Modality, operation.Operation))
            .Distinct().Order().ToArray();
        All = [.. operations.SelectMany(operation => Compare(operation.Modality, operation.Operation))];
        Warnings = [.. FindWarnings()];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>How many of each name.</summary>
    public IReadOnlyList<int> Runs { get; }

    public IReadOnlyList<ComparedMeasure> All { get; }

    /// <summary>Why the numbers may say less than they seem to.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public void Print(TextWriter output)
    {
        var table = new Table([
            "operation",
            "measure",
            .. Names.Select((name, group) => $"{name} ({Runs[group]})"),
            .. Names.Skip(1).SelectMany(name => new[] { $"{name} / {Names[0]}", "difference" }),
        ]);
        foreach (var measure in All.Where(measure => measure.Groups.Any(group => group is not { Most: 0 })))
        {
            table.Add([
                $"{measure.Modality} {measure.Operation}",
                measure.Measure,
                .. measure.Groups.Select(group => group is { } spread ? spread.Format(FormatOf(spread.Most)) : "–"),
                .. Enumerable.Range(1, Names.Count - 1).SelectMany(group => new[]
                {
                    measure.RatioOf(group) is { } ratio ? Table.Number(ratio, "0.00") : "–",
                    measure.DifferenceOf(group, Runs) is { } difference ? Describe(difference) : "–",
                }),
            ]);
        }

        table.Print("Median of the runs (least–most)", output);
        output.WriteLine();
        if (Names.Count > 1)
        {
            output.WriteLine("Within noise: runs of the one lie among those of the other. "
                + $"It takes {ComparedMeasure.LeastRuns} runs of each to tell, better 5, by turns.");
        }

        foreach (var warning in Warnings)
            output.WriteLine("Note: " + warning);
    }

    private static string Describe(Difference difference) => difference switch
    {
        Difference.TooFewRuns => "too few runs",
        Difference.WithinNoise => "within noise",
        Difference.Higher => "higher",
        Difference.Lower => "lower",
        _ => throw new ArgumentOutOfRangeException(nameof(difference)),
    };

    private static string FormatOf(double most) => most switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" };

    private static double? Timed(OperationReport operation, double ms) => operation.Latency.Count > 0 ? ms : null;

    /// <summary>Its measures, and the far end of all its runs together, which no run alone has enough of.</summary>
    private IEnumerable<ComparedMeasure> Compare(string modality, string name)
    {
        foreach (var measure in Measures)
        {
            yield return new ComparedMeasure(modality, name, measure.Name, [.. _groups.Select(group =>
            {
                var values = group.SelectMany(report => Find(report).Select(operation => measure.Of(report, operation))).OfType<double>().ToArray();
                return values.Length == 0 ? (Spread?)null : Spread.Of(values);
            })]);
        }

        yield return new ComparedMeasure(modality, name, "p99.9 ms, merged", [.. _groups.Select(group =>
        {
            var merged = Summaries.Merge(group.SelectMany(Find).Select(operation => operation.Latency));
            return merged.Count == 0 ? (Spread?)null : Spread.Of([merged.P999Ms]);
        })])
        { IsMerged = true };

        IEnumerable<OperationReport> Find(RunReport report) =>
            report.Operations.Where(operation => operation.Modality == modality && operation.Operation == name);
    }

    private IEnumerable<string> FindWarnings()
    {
        var all = _groups.SelectMany(group => group).ToArray();
        if (all.Select(report => report.Scenario.ToString()).Distinct(StringComparer.Ordinal).Count() > 1)
            yield return "the runs are of different scenarios, or of one with other durations or seeds.";
        if (all.Select(report => report.Run.Machine).Distinct(StringComparer.Ordinal).Count() > 1)
            yield return "the rig ran on different machines.";
        foreach (var group in _groups)
        {
            if (group.Select(report => report.Run.TargetVersion).Distinct(StringComparer.Ordinal).Count() > 1)
                yield return $"{group[0].Run.Name} has runs of different versions of the target.";
            if (group.Count(report => report.Rig.IsLimit) is > 0 and var limited)
                yield return $"in {limited} of {group.Count} runs of {group[0].Run.Name} the rig was the limit: they say nothing of the target.";
            if (group.Any(report => report.Verification is { IsKept: false }))
                yield return $"in runs of {group[0].Run.Name} acknowledged objects were missing or damaged.";
        }
    }
}
