using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What retrievals log. UIDs and AE titles only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(120, LogLevel.Information, "association {Number} {CallingAeTitle}: {Service} to {Receiver} completed {Completed}, warnings {Warnings}, failed {Failed}, remaining {Remaining}: {Megabytes:0.0} MB, {Rate:0.0} MB/s, {Seconds:0.0} s")]
    public static partial void RetrievalEnded(
        ILogger logger, long number, AeTitle callingAeTitle, string service, string receiver, int completed, int warnings, int failed, int remaining, double megabytes, double rate, double seconds);

    [LoggerMessage(121, LogLevel.Warning, "association {Number}: {Receiver}: {Count} objects failed: {Reason}")]
    public static partial void SubOperationsFailed(ILogger logger, long number, string receiver, int count, string reason);

    [LoggerMessage(122, LogLevel.Warning, "association {Number} {CallingAeTitle}: asked for a move to {Destination}, which is not known as a move destination")]
    public static partial void DestinationUnknown(ILogger logger, long number, AeTitle callingAeTitle, string destination);

    [LoggerMessage(123, LogLevel.Warning, "association {Number}: {Destination}: association failed, {Failures} in a row: {Reason}")]
    public static partial void AssociationFailed(ILogger logger, long number, AeTitle destination, int failures, string reason);

    [LoggerMessage(124, LogLevel.Information, "association {Number}: {Destination}: association not released: {Reason}")]
    public static partial void NotReleased(ILogger logger, long number, AeTitle destination, string reason);

    [LoggerMessage(125, LogLevel.Error, "association {Number}: Object {Instance} cannot be read and was not sent")]
    public static partial void ObjectUnreadable(ILogger logger, long number, SopInstanceUid instance, Exception cause);

    [LoggerMessage(126, LogLevel.Error, "association {Number} {CallingAeTitle}: what a retrieval names could not be located")]
    public static partial void LocatingFailed(ILogger logger, long number, AeTitle callingAeTitle, Exception cause);

    [LoggerMessage(129, LogLevel.Warning, "association {Number}: Object {Instance} was not sent. {Reason}")]
    public static partial void CannotReencode(ILogger logger, long number, SopInstanceUid instance, string reason);
}
