namespace Archive.Actors.Kernel;

/// <summary>A stable address of an actor: it outlives restarts, and ends with the actor.</summary>
public interface IActorRef
{
    /// <summary>Names from the system down, such as <c>archive/associations/17</c>; no patient data.</summary>
    string Path { get; }

    /// <summary>Completes when the actor, with its children, has stopped for good. Never faults.</summary>
    Task WhenTerminated { get; }

    /// <summary>Asks the actor to stop after its current message. What is still in its mailbox is rejected.</summary>
    void Stop();

    /// <summary>
    /// Asks the actor to stop after the messages already in its mailbox (Akka's PoisonPill); later ones are rejected.
    /// Completes with <see cref="WhenTerminated"/>, so an actor must not await its own.
    /// </summary>
    Task GracefulStopAsync();
}
