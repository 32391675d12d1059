using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Studies;

/// <summary>What studies log. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    public static void Healed(ILogger logger, string source, string instance, BlobRef damaged, BlobRef blob) =>
        Healed(logger, source, instance, damaged.Volume, damaged.Offset, blob.Volume, blob.Offset);

    public static void CannotCompare(ILogger logger, SopInstanceUid instance, BlobRef blob, Exception cause) =>
        CannotCompare(logger, instance, blob.Volume, blob.Offset, cause);

    [LoggerMessage(300, LogLevel.Error,
        "The copy of object {Instance} at {DamagedVolume:x16}/{DamagedOffset} was damaged. {Source} sent the object again: its copy at {Volume:x16}/{Offset} takes that place. Check the disk")]
    private static partial void Healed(ILogger logger, string source, string instance, long damagedVolume, long damagedOffset, long volume, long offset);

    [LoggerMessage(301, LogLevel.Error, "Object {Instance} came again and could not be compared: what came, at {Volume:x16}/{Offset}, cannot be read back")]
    private static partial void CannotCompare(ILogger logger, SopInstanceUid instance, long volume, long offset, Exception cause);
}
