using System.Diagnostics.Metrics;
using System.Globalization;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Query;

/// <summary>What the C-FIND of a service measures.</summary>
internal sealed class FindMetrics
{
    private readonly Counter<long> _queries;
    private readonly Counter<long> _answers;
    private readonly Histogram<double> _duration;

    private FindMetrics(string meter, string name, string queries, string answers, string duration)
    {
        var instruments = new Meter(meter);
        _queries = instruments.CreateCounter<long>(name, description: queries);
        _answers = instruments.CreateCounter<long>($"{name}.answers", description: answers);
        _duration = instruments.CreateHistogram<double>($"{name}.duration", "s", duration);
    }

    public static FindMetrics Queries { get; } = new(
        "Archive.Queries", "archive.queries", "C-FIND requests answered, by their last status.", "Matches sent.",
        "From the last byte of a query to its last response.");

    public static FindMetrics Worklist { get; } = new(
        "Archive.Worklist.Queries", "archive.worklist.queries", "Worklist queries answered, by their last status.", "Scheduled steps sent.",
        "From the last byte of a worklist query to its last response.");

    public void Ended(DimseStatus status, int answers, TimeSpan duration)
    {
        _queries.Add(1, new KeyValuePair<string, object?>("status", status.Code.ToString("X4", CultureInfo.InvariantCulture)));
        _answers.Add(answers);
        _duration.Record(duration.TotalSeconds);
    }
}
