namespace Archive.Storage.Verification;

/// <summary>What a verification read and found.</summary>
/// <param name="Bytes">Bytes of the volume files, all of which were read.</param>
/// <param name="Records">Blobs in the volumes, garbage included.</param>
/// <param name="Unreferenced">Blobs that nothing refers to: duplicates, refused or never acknowledged; compaction reclaims them.</param>
/// <param name="DamagedUnreferenced">Those of them that are damaged, which costs nothing: their objects were refused, or came again and are intact.</param>
/// <param name="Instances">Current objects, without those of reserved studies, which are read back as the others are.</param>
/// <param name="Versions">Others that are kept under the same UIDs.</param>
/// <param name="WasRunning">Nodes went on meanwhile: the numbers are of no one moment.</param>
/// <param name="Problems">What is wrong, a sentence each.</param>
public sealed record VerificationReport(
    int Volumes, long Bytes, long Records, long Unreferenced, long DamagedUnreferenced, long Instances, long Versions, long JournalRecords,
    bool WasRunning,
    IReadOnlyList<string> Problems);
