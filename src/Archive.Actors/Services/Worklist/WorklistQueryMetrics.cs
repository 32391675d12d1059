using System.Diagnostics.Metrics;
using System.Globalization;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Worklist;

/// <summary>What queries of the worklist measure.</summary>
internal static class WorklistQueryMetrics
{
    private static readonly Meter Meter = new("Archive.Worklist.Queries");

    private static readonly Counter<long> Queries = Meter.CreateCounter<long>(
        "archive.worklist.queries", description: "Worklist queries answered, by their last status.");

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>(
        "archive.worklist.queries.answers", description: "Scheduled steps sent.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "archive.worklist.queries.duration", "s", "From the last byte of a worklist query to its last response.");

    public static void Ended(DimseStatus status, int answers, TimeSpan duration)
    {
        Queries.Add(1, new KeyValuePair<string, object?>("status", status.Code.ToString("X4", CultureInfo.InvariantCulture)));
        Answers.Add(answers);
        Duration.Record(duration.TotalSeconds);
    }
}
