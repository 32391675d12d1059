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

    [LoggerMessage(204, LogLevel.Information, "Set {Set} of volumes is taken over: the node that wrote it has ended without closing it")]
    public static partial void Adopted(ILogger logger, int set);

    [LoggerMessage(205, LogLevel.Information, "Volume {Volume:x16} of set {Set} is settled: {Moved} objects moved, {Dropped} dropped")]
    public static partial void Settled(ILogger logger, long volume, int set, int moved, int dropped);

    [LoggerMessage(206, LogLevel.Information, "Set {Set} of volumes is settled and free for the next node that starts")]
    public static partial void SetFreed(ILogger logger, int set);

    [LoggerMessage(207, LogLevel.Error, "Volume {Volume:x16} of set {Set} is damaged at offset {Offset} and was not settled: {Problem}")]
    public static partial void AdoptedVolumeIsDamaged(ILogger logger, long volume, int set, long offset, string problem);

    [LoggerMessage(208, LogLevel.Error, "Volume {Volume:x16} of set {Set} could not be settled; it is tried again")]
    public static partial void SettlingFailed(ILogger logger, long volume, int set, Exception cause);

    [LoggerMessage(202, LogLevel.Error, "Volume {Volume:x16} could not be compacted")]
    public static partial void CompactionFailed(ILogger logger, long volume, Exception cause);
}
