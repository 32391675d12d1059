using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>What the reading stream tells the association's actor; in the order in which it happened.</summary>
internal abstract record ReadingMessage : AssociationMessage;

/// <summary>A PDU other than P-DATA-TF came. Nothing is read until <see cref="IPduReading.GoOn"/>.</summary>
internal sealed record PduCame(ProtocolDataUnit Pdu) : ReadingMessage;

/// <summary>A P-DATA-TF came where none may be. Nothing is read until <see cref="IPduReading.GoOn"/>.</summary>
internal sealed record DataCameOutOfPlace : ReadingMessage
{
    public static readonly DataCameOutOfPlace Instance = new();
}

/// <summary>What came cannot be taken: the peer broke the protocol, or something failed here. What still comes is thrown away.</summary>
internal sealed record ReadingFailed(Exception Cause) : ReadingMessage;

/// <summary>The stream was stopped before the connection ended: nobody sees its end. The last message.</summary>
internal sealed record ReadingStopped : ReadingMessage
{
    public static readonly ReadingStopped Instance = new();
}

/// <summary>The connection is closed or broken, and nothing is read from it any more. The last message.</summary>
internal sealed record ReadingEnded : ReadingMessage
{
    public static readonly ReadingEnded Instance = new();
}
