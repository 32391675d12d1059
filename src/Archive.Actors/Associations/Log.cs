using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>What associations log. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "association {Number} {CallingAeTitle} {Address} {Result}: {What}, {Seconds:0.0} s")]
    public static partial void AssociationEnded(ILogger logger, long number, string callingAeTitle, string address, string result, string what, double seconds);

    [LoggerMessage(102, LogLevel.Error, "association {Number}: what it had could not all be given back")]
    public static partial void EndingFailed(ILogger logger, long number, Exception cause);

    [LoggerMessage(103, LogLevel.Error, "association {Number}: a PDU could not be sent for a reason within the archive")]
    public static partial void SendingFailed(ILogger logger, long number, Exception cause);

    [LoggerMessage(104, LogLevel.Error, "association {Number} {CallingAeTitle}: an operation failed")]
    public static partial void OperationFailed(ILogger logger, long number, AeTitle callingAeTitle, Exception cause);

    [LoggerMessage(105, LogLevel.Warning,
        "association {Number} {CallingAeTitle}: {Field} names message {MessageId}, which waits for none: it was late, or its Message ID is wrong; the next ones are not mentioned")]
    public static partial void Misdirected(ILogger logger, long number, AeTitle callingAeTitle, CommandField field, ushort messageId);

    [LoggerMessage(106, LogLevel.Error, "association {Number}: reading from the peer failed")]
    public static partial void ReaderFailed(ILogger logger, long number, Exception cause);

    [LoggerMessage(107, LogLevel.Error, "Accepting a connection failed")]
    public static partial void AcceptFailed(ILogger logger, Exception cause);
}
