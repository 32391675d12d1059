namespace Archive.Protocol.Association;

/// <summary>What the upper layer tells its user: the indication and confirmation primitives of PS3.8 7.1 to 7.4.</summary>
public enum AssociationIndication : byte
{
    /// <summary>A-ASSOCIATE indication: the PDU is the request; to be answered with Evt7 or Evt8.</summary>
    AssociateRequested,

    /// <summary>A-ASSOCIATE confirmation (accept): the PDU is the A-ASSOCIATE-AC.</summary>
    AssociateAccepted,

    /// <summary>A-ASSOCIATE confirmation (reject): the PDU is the A-ASSOCIATE-RJ.</summary>
    AssociateRejected,

    /// <summary>A-RELEASE indication: to be answered with Evt14.</summary>
    ReleaseRequested,

    /// <summary>A-RELEASE indication while our own release request is under way: to be answered with Evt14.</summary>
    ReleaseCollision,

    /// <summary>A-RELEASE confirmation.</summary>
    Released,

    /// <summary>A-ABORT or A-P-ABORT indication: the PDU is the A-ABORT that was received or sent, none when the connection broke.</summary>
    Aborted,
}
