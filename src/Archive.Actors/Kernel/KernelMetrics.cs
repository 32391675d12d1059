using System.Diagnostics.Metrics;

namespace Archive.Actors.Kernel;

/// <summary>What the kernel counts, in the meter <c>Archive.Actors</c>.</summary>
internal static class KernelMetrics
{
    private static readonly Meter Meter = new("Archive.Actors");

    public static readonly UpDownCounter<long> LiveEntities = Meter.CreateUpDownCounter<long>(
        "archive.actors.entities.live", "{entity}", "Entities in memory, by region.");

    public static readonly Counter<long> Restarts = Meter.CreateCounter<long>(
        "archive.actors.restarts", "{restart}", "Restarts after failures.");

    public static readonly Counter<long> MailboxWaits = Meter.CreateCounter<long>(
        "archive.actors.mailbox.waits", "{wait}", "Times a sender had to wait for room in a mailbox.");

    public static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "archive.actors.dead_letters", "{message}", "Messages rejected because their actor stopped before it handled them.");
}
