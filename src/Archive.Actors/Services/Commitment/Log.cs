using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Commitment;

/// <summary>What requests for commitment log. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(170, LogLevel.Information, "association {Number} {CallingAeTitle}: commitment {Id} of {Count} instances, Transaction UID {TransactionUid}")]
    public static partial void Requested(ILogger logger, long number, AeTitle callingAeTitle, string id, int count, string transactionUid);

    [LoggerMessage(171, LogLevel.Warning, "association {Number} {CallingAeTitle}: a request for commitment was refused, {Status}: {Reason}")]
    public static partial void RequestRefused(ILogger logger, long number, AeTitle callingAeTitle, DimseStatus status, string reason);

    [LoggerMessage(172, LogLevel.Error, "association {Number} {CallingAeTitle}: a request for commitment could not be recorded")]
    public static partial void RequestFailed(ILogger logger, long number, AeTitle callingAeTitle, Exception cause);
}
