using System.Diagnostics.Metrics;
using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations;

/// <summary>What associations measure.</summary>
internal static class AssociationMetrics
{
    /// <summary>In the words of metrics: <c>odd_length</c>.</summary>
    private static readonly string[] KindNames = [.. Enum.GetNames<DeviationKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private static readonly Meter Meter = new("Archive.Associations");

    public static readonly UpDownCounter<long> Open = Meter.CreateUpDownCounter<long>(
        "archive.associations.open", description: "Associations open now.");

    public static readonly UpDownCounter<long> Buffered = Meter.CreateUpDownCounter<long>(
        "archive.associations.buffers", "By", "Buffers into which associations read now; who is idle has none.");

    public static readonly Counter<long> BytesStored = Meter.CreateCounter<long>(
        "archive.objects.stored", "By", "Bytes of data sets acknowledged with success.");

    public static readonly Counter<long> BytesRetrieved = Meter.CreateCounter<long>(
        "archive.objects.retrieved", "By", "Bytes of data sets sent and accepted.");

    public static readonly Histogram<double> StoreDuration = Meter.CreateHistogram<double>(
        "archive.store.duration", "s", "From the last byte of an object to its C-STORE response.");

    public static readonly Histogram<double> BlobDuration = Meter.CreateHistogram<double>(
        "archive.store.blob.duration", "s", "From the last byte of an object to its bytes on stable storage.");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "archive.associations", description: "Associations that have ended, by result: released, aborted, rejected, lost or closed.");

    private static readonly Counter<long> RefusedObjects = Meter.CreateCounter<long>(
        "archive.objects.refused", description: "Objects refused, by status.");

    private static readonly Counter<long> Deviations = Meter.CreateCounter<long>(
        "archive.objects.deviations", description: "What stored objects broke of the standard, by kind; of each object each kind of its structure and each value.");

    public static void HasEnded(string result) => Ended.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Refused(DimseStatus status) =>
        RefusedObjects.Add(1, new KeyValuePair<string, object?>("status", status.Code.ToString("X4", System.Globalization.CultureInfo.InvariantCulture)));

    public static void Deviates(DeviationKind kind) => Deviations.Add(1, new KeyValuePair<string, object?>("kind", KindNames[(int)kind]));
}
