using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Storage;

/// <summary>What storing logs. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(130, LogLevel.Warning, "association {Number} {CallingAeTitle}: object {Instance} refused with {Status}: {Reason}")]
    public static partial void ObjectRefused(ILogger logger, long number, AeTitle callingAeTitle, DimseStatus status, Uid instance, string reason);

    [LoggerMessage(131, LogLevel.Warning, "association {Number} {CallingAeTitle}: object {Instance} came again with other content, both are kept: {Result}")]
    public static partial void ContentConflict(ILogger logger, long number, AeTitle callingAeTitle, Uid instance, RecordResult result);

    [LoggerMessage(132, LogLevel.Error, "association {Number} {CallingAeTitle}: object {Instance} could not be recorded")]
    public static partial void RecordFailed(ILogger logger, long number, AeTitle callingAeTitle, Uid instance, Exception cause);

    [LoggerMessage(133, LogLevel.Warning, "association {Number} {CallingAeTitle}: object {Instance} is kept as it came, against the standard: {Deviation}")]
    public static partial void ObjectDeviates(ILogger logger, long number, AeTitle callingAeTitle, Uid instance, Deviation deviation);

    [LoggerMessage(134, LogLevel.Warning, "association {Number} {CallingAeTitle}: further deviations from the standard on this association are counted and not logged")]
    public static partial void DeviationsNotLogged(ILogger logger, long number, AeTitle callingAeTitle);
}
