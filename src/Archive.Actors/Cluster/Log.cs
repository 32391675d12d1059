using Microsoft.Extensions.Logging;

namespace Archive.Actors.Cluster;

/// <summary>What a member of the cluster logs.</summary>
internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Information, "The node is member {Id} of the cluster, at {Address}")]
    public static partial void Joined(ILogger logger, long id, string address);

    [LoggerMessage(401, LogLevel.Warning, "The node is no member of the cluster yet: it waits {For}")]
    public static partial void Waits(ILogger logger, string @for);

    [LoggerMessage(402, LogLevel.Warning, "Member {Id} of the cluster is fenced: {Reason}. It commits nothing any more")]
    public static partial void Fences(ILogger logger, long id, string reason);

    [LoggerMessage(403, LogLevel.Error, "What members do could not be looked at")]
    public static partial void LookFailed(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 404, Message = "{Part}: {Message}")]
    public static partial void AkkaSaid(ILogger logger, LogLevel level, string part, string message, Exception? cause);
}
