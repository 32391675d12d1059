using Akka.Actor;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Has the coordinator look for what is due.</summary>
internal sealed class CommitmentsAreDue : INoSerializationVerificationNeeded
{
    public static readonly CommitmentsAreDue Instance = new();

    private CommitmentsAreDue()
    {
    }
}
