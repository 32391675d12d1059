using Akka.Actor;

namespace Archive.Actors.Canary;

internal sealed record BeginRound : INoSerializationVerificationNeeded
{
    public static readonly BeginRound Instance = new();
}

/// <summary>The node goes down: break off, and end.</summary>
internal sealed record StopCanary : INoSerializationVerificationNeeded
{
    public static readonly StopCanary Instance = new();
}
