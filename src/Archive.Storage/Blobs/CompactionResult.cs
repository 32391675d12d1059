namespace Archive.Storage.Blobs;

/// <summary>What a compaction did.</summary>
/// <param name="Moved">Live records that were moved to another volume.</param>
/// <param name="Dropped">Records that nothing referred to.</param>
/// <param name="ReclaimedBytes">What the file system got back, less what the moved records take.</param>
/// <param name="Problem">The damage that kept the volume.</param>
/// <param name="OldEnoughAt">From when on its records are no longer too young.</param>
public sealed record CompactionResult(
    CompactionOutcome Outcome, int Moved = 0, int Dropped = 0, long ReclaimedBytes = 0, VolumeProblem? Problem = null, DateTimeOffset? OldEnoughAt = null);
