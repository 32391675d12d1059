using System.Diagnostics.Metrics;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>What HL7 measures.</summary>
internal static class Hl7Metrics
{
    private static readonly Meter Meter = new("Archive.Hl7");

    public static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("archive.hl7.connections", description: "Connections of HL7 senders open now.");

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("archive.hl7.messages", description: "Messages answered, by type and by answer: AA, AE or AR.");

    private static readonly Counter<long> BrokenFrames = Meter.CreateCounter<long>(
        "archive.hl7.frames.broken", description: "Frames that were no message as a whole, by reason: too_long, restarted, unfinished or garbage.");

    /// <param name="type">Of the five that are taken, or other: what senders invent must not make series.</param>
    public static void Answered(string type, string code) =>
        Messages.Add(1, new KeyValuePair<string, object?>("type", type), new KeyValuePair<string, object?>("answer", code));

    public static void Broken(string reason) => BrokenFrames.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
