using System.Diagnostics.Metrics;

namespace Archive.Actors.Entities;

/// <summary>What entities of all kinds count.</summary>
internal static class EntityMetrics
{
    private static readonly Meter Meter = new("Archive.Studies");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "archive.actors.dead_letters", description: "Messages whose actor was gone before it handled them.");

    public static void DeadLetter() => DeadLetters.Add(1);

    /// <summary>A failure after which a command is told again, as metrics name it.</summary>
    public static string NameOf(EntityFailureKind failure) => failure switch
    {
        EntityFailureKind.NothingRecorded => "nothing_recorded",
        EntityFailureKind.Undelivered => "undelivered",
        _ => "unknown",
    };
}
