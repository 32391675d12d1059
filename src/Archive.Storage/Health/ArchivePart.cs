namespace Archive.Storage.Health;

/// <summary>What reports to <see cref="ArchiveHealth"/>.</summary>
public enum ArchivePart
{
    /// <summary>Writes objects to volumes and files of their own.</summary>
    Volumes = 0,

    /// <summary>Writes journal and index.</summary>
    Journal = 1,

    /// <summary>Reads journal and index.</summary>
    IndexReads = 2,

    /// <summary>Indexes text after it was stored; searches are right without it, and slow.</summary>
    TextIndex = 3,

    /// <summary>Copies the database's log to its file; without it the log grows.</summary>
    Checkpoints = 4,

    /// <summary>Accepts connections.</summary>
    DicomListener = 5,

    /// <summary>The node as a member of its cluster, in which the studies live.</summary>
    Cluster = 6,

    /// <summary>Sees whether what the node stores of its own is found and comes back.</summary>
    Canary = 7,

    /// <summary>Accepts connections of HL7 senders.</summary>
    Hl7Listener = 8,
}
