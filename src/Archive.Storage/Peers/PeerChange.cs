namespace Archive.Storage.Peers;

/// <summary>What became of a peer.</summary>
/// <param name="Before">Its options; null: it was added.</param>
/// <param name="After">Its options; null: it was removed.</param>
public sealed record PeerChange(string AeTitle, string? Before, string? After);
