namespace Archive.Storage.Blobs;

/// <summary>What opening a store found that an earlier process left unfinished.</summary>
/// <param name="Volumes">Volumes that were open.</param>
/// <param name="DroppedObjects">How many partly received large objects were deleted.</param>
/// <param name="VolumesToReconcile">
/// Volumes that may hold blobs which became durable but were never indexed. Before it takes objects, the caller releases
/// every entry of them (<see cref="VolumeStore.ReadEntries"/>) that the index does not refer to.
/// </param>
public sealed record RecoveryReport(
    IReadOnlyList<RecoveredVolume> Volumes, int DroppedObjects, IReadOnlyList<long> VolumesToReconcile);
