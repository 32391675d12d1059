using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.PerformedSteps;

/// <summary>What requests about performed steps log. No value of an attribute: it may be patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(600, LogLevel.Information, "association {Number} {CallingAeTitle}: {Request} of step {Step}: {Now} (came again: {IsRepeated})")]
    public static partial void Recorded(
        ILogger logger, long number, AeTitle callingAeTitle, CommandField request, Uid step, PerformedStepStatus? now, bool isRepeated);

    [LoggerMessage(601, LogLevel.Warning, "association {Number} {CallingAeTitle}: {Request} of step {Step} refused: {Status} {Comment}")]
    public static partial void Refused(
        ILogger logger, long number, AeTitle callingAeTitle, CommandField request, Uid step, DimseStatus status, string? comment);

    [LoggerMessage(602, LogLevel.Warning, "association {Number} {CallingAeTitle}: an N-SET may not change these of step {Step}, and does not: {Attributes}")]
    public static partial void Ignored(ILogger logger, long number, AeTitle callingAeTitle, Uid step, string attributes);

    [LoggerMessage(603, LogLevel.Warning, "association {Number} {CallingAeTitle}: step {Step} is not as PS3.4 table F.7.2-1 wants it, and is taken: {Problems}")]
    public static partial void Lacking(ILogger logger, long number, AeTitle callingAeTitle, Uid step, string problems);

    [LoggerMessage(604, LogLevel.Error, "association {Number} {CallingAeTitle}: step {Step} could not be recorded: {Reason}")]
    public static partial void NotRecorded(ILogger logger, long number, AeTitle callingAeTitle, string step, string reason);

    [LoggerMessage(605, LogLevel.Error, "association {Number} {CallingAeTitle}: step {Step} could not be read")]
    public static partial void NotRead(ILogger logger, long number, AeTitle callingAeTitle, string step, Exception cause);
}
