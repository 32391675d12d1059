using System.Diagnostics.Metrics;
using System.Globalization;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Query;

/// <summary>What queries measure.</summary>
internal static class QueryMetrics
{
    private static readonly Meter Meter = new("Archive.Queries");

    private static readonly Counter<long> Queries = Meter.CreateCounter<long>(
        "archive.queries", description: "C-FIND requests answered, by their last status.");

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>(
        "archive.queries.answers", description: "Matches sent.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "archive.queries.duration", "s", "From the last byte of a query to its last response.");

    public static void Ended(DimseStatus status, int answers, TimeSpan duration)
    {
        Queries.Add(1, new KeyValuePair<string, object?>("status", status.Code.ToString("X4", CultureInfo.InvariantCulture)));
        Answers.Add(answers);
        Duration.Record(duration.TotalSeconds);
    }
}
