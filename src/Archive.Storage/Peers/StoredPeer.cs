namespace Archive.Storage.Peers;

/// <summary>A peer as it is kept.</summary>
/// <param name="Options">A JSON object that is not looked into here.</param>
public sealed record StoredPeer(string AeTitle, string Options);
