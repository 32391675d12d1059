namespace Archive.Cli.Peers;

/// <summary>A peer of the database.</summary>
/// <param name="Options">A JSON object.</param>
/// <param name="Problem">Why nodes of this version do not understand it; null when they do.</param>
public sealed record ListedPeer(string AeTitle, string Options, string? Problem);
