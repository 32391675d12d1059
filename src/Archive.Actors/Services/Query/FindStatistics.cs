using Archive.Actors.Associations;

namespace Archive.Actors.Services.Query;

/// <summary>The queries of a service on one association.</summary>
/// <param name="one">What a query of it is called.</param>
/// <param name="many">What several are.</param>
internal abstract class FindStatistics(string one, string many) : IServiceStatistics
{
    private long _queries;
    private long _answers;

    public void Queried(long answers)
    {
        Interlocked.Increment(ref _queries);
        Interlocked.Add(ref _answers, answers);
    }

    public string Describe(TimeSpan duration) => $"{StatisticsText.Count(_queries, one, many)} with {StatisticsText.Count(_answers, "answer")}";
}
