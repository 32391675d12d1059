namespace Archive.Storage.Peers;

/// <summary>All peers as they were at one moment, ordered by title.</summary>
/// <param name="Version">Grows with each change; 0 before the first one.</param>
public sealed record StoredPeers(long Version, IReadOnlyList<StoredPeer> Peers);
