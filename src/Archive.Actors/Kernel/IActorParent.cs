namespace Archive.Actors.Kernel;

/// <summary>What a cell needs of whoever started it.</summary>
internal interface IActorParent
{
    ActorSystem System { get; }

    /// <summary>Takes no more children: those it has are about to be stopped.</summary>
    bool IsStopping { get; }

    string PathOf(string childName);

    /// <summary>The child has stopped; called before its <see cref="IActorRef.WhenTerminated"/> completes.</summary>
    void OnChildTerminated(ActorCell child);

    /// <summary>The child cannot handle this and stops.</summary>
    void OnChildEscalated(ActorCell child, Exception error);
}
