namespace Archive.LoadTests.Simulators;

/// <summary>What a target has acknowledged of a study.</summary>
internal sealed class SentStudy(StudyPlan plan)
{
    public StudyPlan Plan { get; } = plan;

    public IReadOnlyList<SentSeries> Series { get; } = [.. plan.Series.Select(series => new SentSeries(series))];

    public int Count => Series.Sum(series => series.Count);
}
