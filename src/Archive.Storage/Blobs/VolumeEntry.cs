using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>A record found in a volume.</summary>
/// <param name="Key">What the blob was stored as.</param>
/// <param name="CreatedAt">When the record was written; for one that compaction moved, when it was moved.</param>
public readonly record struct VolumeEntry(BlobRef Blob, SopInstanceUid Key, DateTimeOffset CreatedAt);
