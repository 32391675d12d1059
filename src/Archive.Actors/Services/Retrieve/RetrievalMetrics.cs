using System.Diagnostics.Metrics;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What retrievals measure.</summary>
internal static class RetrievalMetrics
{
    private static readonly Meter Meter = new("Archive.Retrieval");

    /// <summary>Associations on which objects are being sent, to destinations or to those who asked.</summary>
    public static readonly UpDownCounter<long> Sending = Meter.CreateUpDownCounter<long>(
        "archive.retrieval.sending", description: "Associations on which objects are being sent now.");

    public static readonly Counter<long> BytesRetrieved = Meter.CreateCounter<long>(
        "archive.objects.retrieved", "By", "Bytes of data sets sent and accepted.");

    private static readonly Counter<long> SubOperationsCounted = Meter.CreateCounter<long>(
        "archive.retrieval.suboperations", description: "Objects of C-GET and C-MOVE, by result: completed, warning or failed.");

    private static readonly Counter<long> ReencodedObjects = Meter.CreateCounter<long>(
        "archive.retrieval.reencoded",
        description: "Objects sent in another form than they are stored, by reason: transfer_syntax that was agreed, or odd_length that may not be sent.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "archive.retrieval.duration", "s", "From the request to the last response, by service: get or move.");

    public static void Counted(string result) => SubOperationsCounted.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Reencoded(string reason) => ReencodedObjects.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static void Ended(string service, TimeSpan duration) =>
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("service", service));
}
