using System.Diagnostics.Metrics;
using System.Text.Json;
using Archive.Storage.Health;
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
        Meter.CreateObservableGauge("archive.ready", () => _stores is { Health.NotReadyReason: null } ? 1 : 0, description: "1 while objects are taken.");
        Meter.CreateObservableGauge<int>("archive.part.working", PartsWorking, description: "1 while the part of the archive works.");
        Meter.CreateObservableGauge("archive.process.resident", () => Environment.WorkingSet, "By", "Resident memory of the process.");
    }

    public static void Observe(DataStores stores) => _stores = stores;

    private static IEnumerable<Measurement<int>> PartsWorking() => Enum.GetValues<ArchivePart>().Select(part => new Measurement<int>(
        _stores?.Health[part].State == HealthState.Working ? 1 : 0,
        new KeyValuePair<string, object?>("part", JsonNamingPolicy.SnakeCaseLower.ConvertName(part.ToString()))));
}
