using System.Diagnostics.Metrics;
using Archive.Storage.Stores;

namespace Archive.Node.Hosting;

/// <summary>What the node as a whole shows.</summary>
internal static class NodeMetrics
{
    private static readonly Meter Meter = new("Archive.Node");
    private static DataStores? _stores;

    static NodeMetrics()
    {
        Meter.CreateObservableGauge("archive.ingest.budget", () => _stores?.Budget.Bytes ?? 0, "By", "Memory for objects in flight.");
        Meter.CreateObservableGauge("archive.ingest.budget.used", () => _stores?.Budget.UsedBytes ?? 0, "By", "Memory for objects in flight that is in use.");
        Meter.CreateObservableGauge("archive.ready", () => _stores?.Blobs.State == Storage.Blobs.BlobStoreState.Ready ? 1 : 0,
            description: "1 while objects are taken.");
        Meter.CreateObservableGauge("archive.process.resident", () => Environment.WorkingSet, "By", "Resident memory of the process.");
    }

    public static void Observe(DataStores stores) => _stores = stores;
}
