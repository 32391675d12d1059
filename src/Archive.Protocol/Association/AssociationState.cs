namespace Archive.Protocol.Association;

/// <summary>The states of PS3.8 9.2.1, by the numbers of the standard.</summary>
public enum AssociationState : byte
{
    /// <summary>Idle.</summary>
    Sta1 = 1,

    /// <summary>Transport connection open, awaiting A-ASSOCIATE-RQ.</summary>
    Sta2,

    /// <summary>Awaiting the local answer to the association request.</summary>
    Sta3,

    /// <summary>Awaiting the transport connection to open.</summary>
    Sta4,

    /// <summary>Awaiting A-ASSOCIATE-AC or -RJ.</summary>
    Sta5,

    /// <summary>Association established, ready for data transfer.</summary>
    Sta6,

    /// <summary>Awaiting A-RELEASE-RP.</summary>
    Sta7,

    /// <summary>Awaiting the local answer to the release request.</summary>
    Sta8,

    /// <summary>Release collision, requestor side: awaiting the local answer to the release request.</summary>
    Sta9,

    /// <summary>Release collision, acceptor side: awaiting A-RELEASE-RP.</summary>
    Sta10,

    /// <summary>Release collision, requestor side: awaiting A-RELEASE-RP.</summary>
    Sta11,

    /// <summary>Release collision, acceptor side: awaiting the local answer to the release request.</summary>
    Sta12,

    /// <summary>Awaiting the transport connection to close: the association no longer exists.</summary>
    Sta13,
}
