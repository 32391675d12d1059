using System.Net.Sockets;
using Akka.Actor;

namespace Archive.Actors.Associations;

/// <summary>A peer has connected. There are never more of these on their way than connections may be open.</summary>
internal sealed record ConnectionAccepted(Socket Connection) : INoSerializationVerificationNeeded;

/// <summary>The node goes down: finish what is in flight. Answered by <see cref="AssociationsFinished"/>.</summary>
internal sealed record FinishAssociations : INoSerializationVerificationNeeded
{
    public static readonly FinishAssociations Instance = new();
}

/// <summary>No association is open any more.</summary>
internal sealed record AssociationsFinished : INoSerializationVerificationNeeded
{
    public static readonly AssociationsFinished Instance = new();
}
