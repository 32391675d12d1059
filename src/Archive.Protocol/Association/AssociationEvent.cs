namespace Archive.Protocol.Association;

/// <summary>The events of PS3.8 table 9-10 by the numbers of the standard: requests and answers of the local user, PDUs of the peer, transport and timer.</summary>
public enum AssociationEvent : byte
{
    /// <summary>A-ASSOCIATE request of the local user.</summary>
    Evt1 = 1,

    /// <summary>The transport connection that we asked for is open.</summary>
    Evt2,

    /// <summary>A-ASSOCIATE-AC received.</summary>
    Evt3,

    /// <summary>A-ASSOCIATE-RJ received.</summary>
    Evt4,

    /// <summary>A peer opened a transport connection.</summary>
    Evt5,

    /// <summary>A-ASSOCIATE-RQ received.</summary>
    Evt6,

    /// <summary>The local user accepts the association.</summary>
    Evt7,

    /// <summary>The local user rejects the association.</summary>
    Evt8,

    /// <summary>P-DATA request of the local user.</summary>
    Evt9,

    /// <summary>P-DATA-TF received.</summary>
    Evt10,

    /// <summary>A-RELEASE request of the local user.</summary>
    Evt11,

    /// <summary>A-RELEASE-RQ received.</summary>
    Evt12,

    /// <summary>A-RELEASE-RP received.</summary>
    Evt13,

    /// <summary>The local user answers the release request.</summary>
    Evt14,

    /// <summary>A-ABORT request of the local user.</summary>
    Evt15,

    /// <summary>A-ABORT received.</summary>
    Evt16,

    /// <summary>The transport connection was closed.</summary>
    Evt17,

    /// <summary>The ARTIM timer expired.</summary>
    Evt18,

    /// <summary>An unrecognized or invalid PDU received.</summary>
    Evt19,
}
