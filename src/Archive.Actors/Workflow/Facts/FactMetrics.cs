using System.Diagnostics.Metrics;
using Archive.Actors.Entities;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>What facts of the workflow count.</summary>
internal static class FactMetrics
{
    private static readonly Meter Meter = new("Archive.Workflow");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>("archive.facts.events", description: "Events of workflow facts recorded, by kind of fact.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "archive.facts.retries", description: "Commands told to a workflow fact again, by what the attempt before came to.");

    public static void Recorded(FactKind kind, int events) => Events.Add(events, new KeyValuePair<string, object?>("kind", kind switch
    {
        FactKind.WorklistItem => "worklist_item",
        FactKind.PerformedStep => "performed_step",
        _ => "commitment",
    }));

    public static void AskedAgain(EntityFailureKind failure) => Retries.Add(1, new KeyValuePair<string, object?>("failure", EntityMetrics.NameOf(failure)));
}
