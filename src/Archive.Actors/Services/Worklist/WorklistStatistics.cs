using Archive.Actors.Associations;

namespace Archive.Actors.Services.Worklist;

/// <summary>The worklist queries of one association.</summary>
internal sealed class WorklistStatistics : IServiceStatistics
{
    private long _queries;
    private long _answers;

    public void Queried(long answers)
    {
        Interlocked.Increment(ref _queries);
        Interlocked.Add(ref _answers, answers);
    }

    public string Describe(TimeSpan duration) =>
        $"{StatisticsText.Count(_queries, "worklist query", "worklist queries")} with {StatisticsText.Count(_answers, "answer")}";
}
