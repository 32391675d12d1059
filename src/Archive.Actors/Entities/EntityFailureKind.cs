namespace Archive.Actors.Entities;

/// <summary>How a command to an entity failed. The numbers go between nodes.</summary>
public enum EntityFailureKind
{
    /// <summary>Nothing was recorded: the entity starts anew and may be asked again.</summary>
    NothingRecorded = 0,

    /// <summary>It may have been recorded, or may still be; to ask again tells.</summary>
    Unknown = 1,

    /// <summary>The entity never saw the command.</summary>
    Undelivered = 2,

    /// <summary>Nothing was recorded for want of space.</summary>
    StorageFull = 3,

    /// <summary>Nothing was recorded: what came cannot be read back. It is released, and to ask again would not help.</summary>
    Unreadable = 4,
}
