using System.Diagnostics.Metrics;
using System.Globalization;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What performed steps measure.</summary>
internal static class PerformedStepMetrics
{
    private static readonly Meter Meter = new("Archive.PerformedSteps");

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "archive.steps.requests", description: "Requests about performed procedure steps answered, by request and status.");

    private static readonly Counter<long> Forwarded = Meter.CreateCounter<long>(
        "archive.steps.forwarded", description: "Attempts to forward a message of a performed procedure step, by receiver and outcome.");

    private static readonly Counter<long> Told = Meter.CreateCounter<long>(
        "archive.steps.told", description: "Attempts to tell the worklist of a performed procedure step, by outcome.");

    public static void Answered(CommandField request, DimseStatus status) => Requests.Add(
        1,
        new KeyValuePair<string, object?>("request", request switch
        {
            CommandField.NCreateRequest => "n_create",
            CommandField.NSetRequest => "n_set",
            _ => "n_get",
        }),
        new KeyValuePair<string, object?>("status", status.Code.ToString("X4", CultureInfo.InvariantCulture)));

    public static void Sent(string receiver, string outcome) =>
        Forwarded.Add(1, new KeyValuePair<string, object?>("receiver", receiver), new KeyValuePair<string, object?>("outcome", outcome));

    public static void ToldWorklist(bool isDone) => Told.Add(1, new KeyValuePair<string, object?>("outcome", isDone ? "done" : "failed"));
}
