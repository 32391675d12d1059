using Akka.Actor;

namespace Archive.Actors.Maintenance;

/// <summary>Look for volumes that are worth compacting.</summary>
internal sealed record CompactVolumes : INoSerializationVerificationNeeded
{
    public static readonly CompactVolumes Instance = new();
}

/// <summary>What was worth compacting is compacted, as far as that could be.</summary>
internal sealed record CompactionEnded(Exception? Failure) : INoSerializationVerificationNeeded;

/// <summary>The node goes down: break off, and end.</summary>
internal sealed record StopMaintenance : INoSerializationVerificationNeeded
{
    public static readonly StopMaintenance Instance = new();
}
