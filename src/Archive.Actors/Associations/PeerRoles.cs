namespace Archive.Actors.Associations;

/// <summary>What a peer may ask of the archive, and what may be asked of the peer.</summary>
[Flags]
public enum PeerRoles
{
    /// <summary>Verification only.</summary>
    None = 0,

    /// <summary>May store objects.</summary>
    Store = 1,

    /// <summary>May query (C-FIND).</summary>
    Query = 2,

    /// <summary>May have objects sent to itself (C-GET) or to a move destination (C-MOVE).</summary>
    Retrieve = 4,

    /// <summary>Takes objects by C-STORE: a C-MOVE may name it.</summary>
    MoveDestination = 8,

    /// <summary>May ask for the modality worklist.</summary>
    Worklist = 16,

    /// <summary>May tell of performed procedure steps and ask for them.</summary>
    PerformedSteps = 32,

    /// <summary>May have the archive take responsibility for objects, and is told the result.</summary>
    Commitment = 64,
}
