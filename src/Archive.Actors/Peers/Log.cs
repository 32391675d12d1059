using Microsoft.Extensions.Logging;

namespace Archive.Actors.Peers;

/// <summary>What is logged of the peers of the database.</summary>
internal static partial class Log
{
    [LoggerMessage(220, LogLevel.Information, "The database has {Count} peers: version {Version}")]
    public static partial void PeersLoaded(ILogger logger, int count, long version);

    [LoggerMessage(225, LogLevel.Information, "Peers have changed, version {Version}: {Changes}")]
    public static partial void PeersChanged(ILogger logger, long version, string changes);

    [LoggerMessage(221, LogLevel.Error, "Peer {AeTitle} of the database cannot be understood, {Consequence}: {Problem}")]
    public static partial void PeerNotUnderstood(ILogger logger, string aeTitle, string problem, string consequence);

    [LoggerMessage(222, LogLevel.Warning, "Changes of peers are not seen now, those that are known stay: {Reason}")]
    public static partial void PeersAway(ILogger logger, string reason);

    [LoggerMessage(223, LogLevel.Information, "Changes of peers are seen again")]
    public static partial void PeersBack(ILogger logger);

    [LoggerMessage(224, LogLevel.Error, "Peers could not be looked at; they will be again")]
    public static partial void PeersFailed(ILogger logger, Exception cause);

    [LoggerMessage(226, LogLevel.Information, "The database had no peers yet: it begins with the {Count} of this node's Archive:Peers")]
    public static partial void PeersFilled(ILogger logger, int count);

    [LoggerMessage(227, LogLevel.Warning,
        "The {Count} peers of this node's Archive:Peers are passed over, since all nodes have those of the database: "
        + "'archive peers list' shows them, 'archive peers set', 'remove' and 'import' change them")]
    public static partial void PeersIgnored(ILogger logger, int count);
}
