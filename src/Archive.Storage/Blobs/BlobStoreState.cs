namespace Archive.Storage.Blobs;

/// <summary>Whether a blob store takes objects.</summary>
public enum BlobStoreState
{
    /// <summary>Takes objects.</summary>
    Ready = 0,

    /// <summary>No space is left. Recovers by itself when there is.</summary>
    Full = 1,

    /// <summary>An fsync failed: what reached the disk is unknown, so nothing is taken until the node is started again.</summary>
    Failed = 2,
}
