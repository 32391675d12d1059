using Akka.Actor;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Told on a node's event stream: something became due, which the coordinator would else notice a moment later.</summary>
internal sealed class CommitmentsAreDue : INoSerializationVerificationNeeded
{
    public static readonly CommitmentsAreDue Instance = new();

    private CommitmentsAreDue()
    {
    }
}
