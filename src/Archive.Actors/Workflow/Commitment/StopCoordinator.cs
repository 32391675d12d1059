using Akka.Actor;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Has the coordinator break off what is under way, and end when that has: another node takes over.</summary>
internal sealed class StopCoordinator : INoSerializationVerificationNeeded
{
    public static readonly StopCoordinator Instance = new();

    private StopCoordinator()
    {
    }
}
