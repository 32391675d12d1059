using System.Diagnostics.Metrics;

namespace Archive.Actors.Kernel;

/// <summary>What the kernel counts, in the meter <c>Archive.Actors</c>.</summary>
internal static class KernelMetrics
{
    private static readonly Meter Meter = new("Archive.Actors");

    public static readonly Counter<long> Restarts = Meter.CreateCounter<long>(
        "archive.actors.restarts", "{restart}", "Restarts after failures.");

    public static readonly Counter<long> MailboxWaits = Meter.CreateCounter<long>(
        "archive.actors.mailbox.waits", "{wait}", "Times a sender had to wait for room in a mailbox.");
}
