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
}
