using Akka.Actor;

namespace Archive.Actors.Associations;

/// <summary>What an association is told. Data never travels here: the reading stream hands them on where they arrive (P6).</summary>
internal abstract record AssociationMessage : INoSerializationVerificationNeeded;

/// <summary>The node is going down: finish what is in flight, then end.</summary>
internal sealed record ShutDownAssociation : AssociationMessage
{
    public static readonly ShutDownAssociation Instance = new();
}

/// <summary>The association cannot go on for a reason of our own.</summary>
internal sealed record AssociationFailed(string Reason) : AssociationMessage;

/// <summary>An operation has ended.</summary>
internal sealed record OperationEnded : AssociationMessage
{
    public static readonly OperationEnded Instance = new();
}

/// <summary>A PDU could not be sent.</summary>
internal sealed record SendingFailed(Exception Cause) : AssociationMessage;

/// <summary>The ARTIM timer ran out (PS3.8 Evt18).</summary>
internal sealed record ArtimExpired : AssociationMessage
{
    public static readonly ArtimExpired Instance = new();
}

/// <summary>Time to look whether the peer still keeps its deadlines.</summary>
internal sealed record CheckDeadlines : AssociationMessage
{
    public static readonly CheckDeadlines Instance = new();
}

/// <summary>Streams and operations have ended and given back what they had.</summary>
/// <param name="Failure">Why they could not give back all of it; null when they did.</param>
internal sealed record Released(Exception? Failure) : AssociationMessage;
