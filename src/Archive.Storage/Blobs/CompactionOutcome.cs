namespace Archive.Storage.Blobs;

/// <summary>How a compaction ended.</summary>
public enum CompactionOutcome
{
    /// <summary>The volume is gone, what was live has moved.</summary>
    Compacted = 0,

    /// <summary>Nothing was done: the volume is one large object that is live.</summary>
    NothingToReclaim = 1,

    /// <summary>Nothing was done: the volume has records so new that they may not be indexed yet.</summary>
    TooYoung = 2,

    /// <summary>The volume was kept, because a part of it cannot be read: it may be all that is left of an object.</summary>
    Damaged = 3,
}
