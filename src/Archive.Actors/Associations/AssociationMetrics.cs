using System.Diagnostics.Metrics;

namespace Archive.Actors.Associations;

/// <summary>What associations measure.</summary>
internal static class AssociationMetrics
{
    private static readonly Meter Meter = new("Archive.Associations");

    public static readonly UpDownCounter<long> Open = Meter.CreateUpDownCounter<long>(
        "archive.associations.open", description: "Associations open now.");

    public static readonly UpDownCounter<long> Buffered = Meter.CreateUpDownCounter<long>(
        "archive.associations.buffers", "By", "Buffers into which associations read now; who is idle has none.");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "archive.associations", description: "Associations that have ended, by result: released, aborted, rejected, lost or closed.");

    public static void HasEnded(string result) => Ended.Add(1, new KeyValuePair<string, object?>("result", result));
}
