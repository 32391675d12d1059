namespace Archive.Actors.Maintenance;

/// <summary>What a verification read and found.</summary>
/// <param name="Bytes">Bytes of the volume files, all of which were read.</param>
/// <param name="Records">Blobs in the volumes, garbage included.</param>
/// <param name="Unreferenced">Blobs that nothing refers to: replaced, released or never acknowledged; compaction reclaims them.</param>
/// <param name="Problems">What is wrong, a sentence each.</param>
public sealed record VerificationReport(
    int Volumes, long Bytes, long Records, long Unreferenced, long Instances, long JournalRecords, IReadOnlyList<string> Problems);
