using Archive.Actors.Kernel;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>What an association is told. Data never travels here: the reader hands it on where it arrives (P6).</summary>
public abstract record AssociationMessage;

/// <summary>The node is going down: finish what is in flight, then end.</summary>
public sealed record ShutDownAssociation : AssociationMessage;

/// <summary>The reader met a PDU other than P-DATA-TF; it reads on when told true.</summary>
internal sealed record PduArrived(ProtocolDataUnit Pdu, ReplyTo<bool> ReplyTo) : AssociationMessage;

/// <summary>The reader met a P-DATA-TF where none may be.</summary>
internal sealed record DataOutOfPlace(ReplyTo<bool> ReplyTo) : AssociationMessage;

/// <summary>The peer broke the protocol (PS3.8 Evt19).</summary>
internal sealed record ProtocolBroken(PduException Cause) : AssociationMessage;

/// <summary>The connection is closed or broken.</summary>
internal sealed record ConnectionClosed : AssociationMessage;

/// <summary>The association cannot go on for a reason of our own or of the peer's commands.</summary>
internal sealed record AssociationFailed(string Reason) : AssociationMessage;

/// <summary>An operation has ended.</summary>
internal sealed record OperationEnded : AssociationMessage;

/// <summary>The ARTIM timer ran out (PS3.8 Evt18).</summary>
internal sealed record ArtimExpired : AssociationMessage;

/// <summary>Time to look whether the peer still keeps its deadlines.</summary>
internal sealed record CheckDeadlines : AssociationMessage;
