using System.Diagnostics.Metrics;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>What the worklist measures.</summary>
internal static class WorklistMetrics
{
    private static readonly Meter Meter = new("Archive.Worklist");

    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "archive.worklist.changes", description: "Changes of orders, by where they came from and what became of them.");

    private static readonly Counter<long> Performed = Meter.CreateCounter<long>(
        "archive.worklist.performed", description: "What performed steps told of scheduled ones, by whether one was found: found, ambiguous, unscheduled.");

    private static readonly Counter<long> Expired = Meter.CreateCounter<long>("archive.worklist.expired", description: "Scheduled steps that left the list unperformed.");

    public static void Changed(string source, OrderOutcome outcome) => Changes.Add(
        1,
        new KeyValuePair<string, object?>("source", source.Split(':')[0]),
        new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    public static void PerformedStep(string found) => Performed.Add(1, new KeyValuePair<string, object?>("scheduled", found));

    public static void StepsExpired(int count) => Expired.Add(count);
}
