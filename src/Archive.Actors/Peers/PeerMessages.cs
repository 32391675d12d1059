using Akka.Actor;

namespace Archive.Actors.Peers;

/// <summary>See whether the peers have changed.</summary>
internal sealed record LookAtPeers : INoSerializationVerificationNeeded
{
    public static readonly LookAtPeers Instance = new();
}

/// <summary>That has been seen, or could not be.</summary>
internal sealed record LookedAtPeers(Exception? Failure) : INoSerializationVerificationNeeded;

/// <summary>The node goes down: break off, and end.</summary>
internal sealed record StopWatchingPeers : INoSerializationVerificationNeeded
{
    public static readonly StopWatchingPeers Instance = new();
}
