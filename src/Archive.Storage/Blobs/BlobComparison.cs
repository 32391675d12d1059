namespace Archive.Storage.Blobs;

/// <summary>What comparing a blob that came with one that is kept has shown.</summary>
public enum BlobComparison
{
    /// <summary>The data sets are the same byte for byte.</summary>
    Same = 0,

    /// <summary>They differ, and the kept one is what was stored.</summary>
    Different = 1,

    /// <summary>The kept one cannot be read, or no longer has its checksum.</summary>
    KeptIsDamaged = 2,
}
