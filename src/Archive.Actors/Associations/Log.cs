using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>What associations log. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "association {Number} {CallingAeTitle} {Address} {Result}: {What}, {Seconds:0.0} s")]
    public static partial void AssociationEnded(ILogger logger, long number, string callingAeTitle, string address, string result, string what, double seconds);

    [LoggerMessage(101, LogLevel.Warning, "{CallingAeTitle}: object {Instance} refused with {Status}: {Reason}")]
    public static partial void ObjectRefused(ILogger logger, AeTitle callingAeTitle, DimseStatus status, Uid instance, string reason);

    [LoggerMessage(102, LogLevel.Warning, "{CallingAeTitle}: object {Instance} came again with other content, both are kept: {Result}")]
    public static partial void ContentConflict(ILogger logger, AeTitle callingAeTitle, Uid instance, RecordResult result);

    [LoggerMessage(103, LogLevel.Error, "Object {Instance} could not be recorded")]
    public static partial void RecordFailed(ILogger logger, Uid instance, Exception cause);

    [LoggerMessage(104, LogLevel.Error, "An operation of an association failed")]
    public static partial void OperationFailed(ILogger logger, Exception cause);

    [LoggerMessage(105, LogLevel.Warning,
        "{CallingAeTitle}: {Field} names message {MessageId}, which waits for none: it was late, or its Message ID is wrong; the next ones are not mentioned")]
    public static partial void Misdirected(ILogger logger, AeTitle callingAeTitle, CommandField field, ushort messageId);

    [LoggerMessage(106, LogLevel.Error, "Reading from a peer failed")]
    public static partial void ReaderFailed(ILogger logger, Exception cause);

    [LoggerMessage(107, LogLevel.Error, "Accepting a connection failed")]
    public static partial void AcceptFailed(ILogger logger, Exception cause);

    [LoggerMessage(108, LogLevel.Warning, "{CallingAeTitle}: object {Instance} is kept as it came, against the standard: {Deviation}")]
    public static partial void ObjectDeviates(ILogger logger, AeTitle callingAeTitle, Uid instance, Deviation deviation);

    [LoggerMessage(109, LogLevel.Warning, "{CallingAeTitle}: further deviations from the standard on this association are counted and not logged")]
    public static partial void DeviationsNotLogged(ILogger logger, AeTitle callingAeTitle);
}
