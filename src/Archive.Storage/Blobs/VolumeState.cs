namespace Archive.Storage.Blobs;

/// <summary>What may happen to a volume.</summary>
public enum VolumeState
{
    /// <summary>Records are being appended.</summary>
    Open = 0,

    /// <summary>Never changes again until compaction deletes it.</summary>
    Sealed = 1,

    /// <summary>Sealed, and holds one large object.</summary>
    LargeObject = 2,
}
