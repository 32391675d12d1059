using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>What maintenance logs.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information, "Volume {Volume:x16} compacted: {Moved} objects moved, {Dropped} dropped, {Bytes} bytes reclaimed")]
    public static partial void Compacted(ILogger logger, long volume, int moved, int dropped, long bytes);

    [LoggerMessage(201, LogLevel.Error, "Volume {Volume:x16} is damaged at offset {Offset} and was not compacted: {Problem}")]
    public static partial void CompactionFoundDamage(ILogger logger, long volume, long offset, string problem);

    [LoggerMessage(203, LogLevel.Error, "Volumes could not be looked at; they will be again")]
    public static partial void MaintenanceFailed(ILogger logger, Exception cause);

    [LoggerMessage(202, LogLevel.Error, "Volume {Volume:x16} could not be compacted")]
    public static partial void CompactionFailed(ILogger logger, long volume, Exception cause);
}
