using Archive.Storage.Health;

namespace Archive.Node.Hosting;

/// <summary>Says in the log when a part of the archive begins to do otherwise than before.</summary>
internal static class HealthLog
{
    public static void Write(ILogger logger, ArchivePart part, PartHealth health)
    {
        if (health.State == HealthState.Working)
            Log.PartWorks(logger, part);
        else if (health.IsRefusing)
            Log.PartRefuses(logger, part, health.State, health.Reason);
        else
            Log.PartImpaired(logger, part, health.Reason);
    }
}
