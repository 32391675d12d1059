namespace Archive.Actors.Kernel;

/// <summary>The phases of <see cref="CoordinatedShutdown"/> in their order; names and meaning are Akka's.</summary>
public enum ShutdownPhase
{
    /// <summary>Before listeners close: turn readiness off, tell load balancers.</summary>
    BeforeServiceUnbind,

    /// <summary>Stop accepting connections.</summary>
    ServiceUnbind,

    /// <summary>Let what is in progress finish.</summary>
    ServiceRequestsDone,

    /// <summary>Close what is still open.</summary>
    ServiceStop,

    /// <summary>Before leaving the cluster: singletons hand over.</summary>
    BeforeClusterShutdown,

    /// <summary>Shard regions stop or hand over their entities.</summary>
    ClusterShardingShutdownRegion,

    /// <summary>The node announces that it leaves.</summary>
    ClusterLeave,

    /// <summary>The other nodes have taken note.</summary>
    ClusterShutdown,

    /// <summary>Close what actors use, after their last message.</summary>
    BeforeActorSystemTerminate,

    /// <summary>The remaining actors stop.</summary>
    ActorSystemTerminate,
}
