using System.Diagnostics.Metrics;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>What storage commitment measures.</summary>
internal static class CommitmentMetrics
{
    private static readonly Meter Meter = new("Archive.Commitments");

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "archive.commitments.requests", description: "Requests for commitment, by result: accepted, refused or failed.");

    private static readonly Counter<long> Instances = Meter.CreateCounter<long>(
        "archive.commitments.instances", description: "Instances of decided transactions, by result: safe or failed.");

    private static readonly Counter<long> Reports = Meter.CreateCounter<long>(
        "archive.commitments.reports", description: "Reports to peers, by result: delivered, refused for good, later when the peer wants it again, or failed.");

    private static readonly Counter<long> Repetitions = Meter.CreateCounter<long>(
        "archive.commitments.repetitions", description: "Reports of results that the peer may have known: it asked again, or its answer was lost.");

    public static void Requested(string result) => Requests.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Decided(CommitmentResult result)
    {
        Instances.Add(result.Succeeded, new KeyValuePair<string, object?>("result", "safe"));
        Instances.Add(result.Failed, new KeyValuePair<string, object?>("result", "failed"));
    }

    public static void Reported(string result) => Reports.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Repeated() => Repetitions.Add(1);
}
