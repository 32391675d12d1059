namespace Archive.Storage.Blobs;

/// <summary>A volume that its node has not sealed.</summary>
/// <param name="IsIncoming">It holds a part of one large object, which was never whole.</param>
public sealed record UnsealedVolume(long Id, bool IsIncoming);
