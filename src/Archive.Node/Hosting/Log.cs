using Archive.Storage.Health;

namespace Archive.Node.Hosting;

/// <summary>What the node logs beside its associations.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The last stop was not clean: {Volumes} volumes were open, {Dropped} objects half received, {Orphans} blobs without a reference; all put right")]
    public static partial void Recovered(ILogger logger, int volumes, int dropped, int orphans);

    [LoggerMessage(2, LogLevel.Warning, "Volume {Volume:x16} was cut at offset {Offset}: {TornTail}")]
    public static partial void TornTailCut(ILogger logger, long volume, long offset, string tornTail);

    [LoggerMessage(3, LogLevel.Error, "Volume {Volume:x16} is damaged at offset {Offset}: {Problem}")]
    public static partial void Damaged(ILogger logger, long volume, long offset, string problem);

    [LoggerMessage(4, LogLevel.Information, "{Part}: works again")]
    public static partial void PartWorks(ILogger logger, ArchivePart part);

    [LoggerMessage(5, LogLevel.Warning, "{Part}: {Reason}")]
    public static partial void PartImpaired(ILogger logger, ArchivePart part, string? reason);

    [LoggerMessage(6, LogLevel.Error, "{Part}: {State}: {Reason}")]
    public static partial void PartRefuses(ILogger logger, ArchivePart part, HealthState state, string? reason);

    [LoggerMessage(10, LogLevel.Warning, "{Warning}")]
    public static partial void OddFlushes(ILogger logger, string warning);

    [LoggerMessage(7, LogLevel.Critical, "The node can serve nothing any more and ends: {Reason}")]
    public static partial void Useless(ILogger logger, string reason);
}
