using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>What storage commitment logs. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(173, LogLevel.Information, "commitment {Id} of {AeTitle} waits, {Missing} instances: {Reason} Next look at {Due:O}")]
    public static partial void Waiting(ILogger logger, string id, string aeTitle, int missing, string reason, DateTimeOffset due);

    [LoggerMessage(174, LogLevel.Information, "commitment {Id}, Transaction UID {TransactionUid} of {AeTitle}: {Succeeded} instances are safe, {Failed} failed")]
    public static partial void Decided(ILogger logger, string id, string transactionUid, string aeTitle, int succeeded, int failed);

    [LoggerMessage(175, LogLevel.Information, "commitment {Id} was reported to {AeTitle}")]
    public static partial void Delivered(ILogger logger, string id, string aeTitle);

    [LoggerMessage(176, LogLevel.Error, "commitment {Id}: {AeTitle} refused the report for good, {Status}. When the cause is gone, POST /api/commitments/{Id}/retry")]
    public static partial void Refused(ILogger logger, string id, string aeTitle, DimseStatus status);

    [LoggerMessage(177, LogLevel.Warning, "commitment {Id}: {AeTitle} was not told, failure {Failure}: {Reason} Next try at {Due:O}")]
    public static partial void NotTold(ILogger logger, string id, string aeTitle, int failure, string reason, DateTimeOffset due);

    [LoggerMessage(178, LogLevel.Error, "commitment {Id} expired: {AeTitle} could not be told. {Reason}")]
    public static partial void Expired(ILogger logger, string id, string aeTitle, string reason);

    [LoggerMessage(179, LogLevel.Warning, "commitment: {What} failed and is tried again")]
    public static partial void WorkFailed(ILogger logger, string what, Exception cause);
}
