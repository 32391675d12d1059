using Akka.Actor;

namespace Archive.Actors.Workflow.Facts;

/// <summary>Tells a fact to leave memory when all that it persists has been answered. A PoisonPill would overtake what is under way.</summary>
public sealed class StopFact : INoSerializationVerificationNeeded
{
    public static StopFact Instance { get; } = new();
}
